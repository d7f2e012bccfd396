package com.couponcommerce.workers.mutation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the mutants of a script: each write deleted, each condition turned, the other end of each
 * list, no NX, no expiry, each bound moved by one, each two writes in a row swapped. It relies on
 * the layout of the scripts: a statement on lines of its own.
 */
final class LuaMutator {
  private static final String WRITE =
      "redis\\.call\\('(?:LPUSH|RPUSH|RPOP|LMOVE|LREM|LSET|LTRIM|ZADD|ZREM|ZREMRANGEBY\\w+|SET|DEL|HSET"
          + "|HDEL|HINCRBY|PEXPIRE|XADD)'";

  /** End of a line whose statement goes on with a string in the next one. */
  private static final Pattern CONTINUED = Pattern.compile(",\\n +(?=')");

  private static final Pattern STATEMENT = Pattern.compile("^( *)" + WRITE + ".*\\)$");
  private static final Pattern RESULT =
      Pattern.compile("^( *(?:return |\\w+ = ))" + WRITE + ".*\\)$");
  private static final Pattern CONDITION =
      Pattern.compile("^( *(?:if|elseif|while) )(.*)( then| do)$");

  /** Replacements within a line, by what they are called. */
  private static final Map<Pattern, String> REPLACEMENTS =
      Map.ofEntries(
          Map.entry(Pattern.compile("'LPUSH'"), "'RPUSH'"),
          Map.entry(Pattern.compile("'RPUSH'"), "'LPUSH'"),
          Map.entry(Pattern.compile("'LEFT'"), "'RIGHT'"),
          Map.entry(Pattern.compile("'RIGHT'"), "'LEFT'"),
          Map.entry(Pattern.compile("'NX', "), ""),
          Map.entry(Pattern.compile(", 'NX'(?=\\))"), ""),
          Map.entry(Pattern.compile("'XX', "), ""),
          Map.entry(Pattern.compile(", 'PX', [^)']+(?=\\))"), ""),
          Map.entry(Pattern.compile(", 'PX', ttl(?=, 'GET')"), ""),
          Map.entry(Pattern.compile(", 'PXAT', [^)']+(?=\\))"), ""),
          Map.entry(Pattern.compile(" < "), " <= "),
          Map.entry(Pattern.compile(" <= "), " < "),
          Map.entry(Pattern.compile(" > "), " >= "),
          Map.entry(Pattern.compile(" >= "), " > "),
          Map.entry(Pattern.compile(" \\+ 1(?![0-9])"), ""),
          Map.entry(Pattern.compile(" - 1(?![0-9])"), ""),
          Map.entry(Pattern.compile("'\\(' \\.\\. "), ""),
          Map.entry(Pattern.compile("'\\(%"), "'%"),
          Map.entry(Pattern.compile(", -1\\)"), ", 0)"),
          Map.entry(Pattern.compile(" and (?!\\w+ or )"), " or "),
          Map.entry(Pattern.compile("math\\.max"), "math.min"),
          Map.entry(Pattern.compile("math\\.min"), "math.max"));

  private final String script;
  private final List<String> lines;
  private final List<Mutant> mutants = new ArrayList<>();

  private LuaMutator(String script, String source) {
    this.script = script;
    this.lines = List.of(CONTINUED.matcher(source).replaceAll(", ").split("\n", -1));
  }

  /** Returns all mutants of a script. */
  static List<Mutant> of(String script, String source) {
    LuaMutator mutator = new LuaMutator(script, source);
    for (int i = 0; i < mutator.lines.size(); i++) {
      mutator.mutate(i);
    }
    return mutator.mutants;
  }

  private void mutate(int index) {
    String line = lines.get(index);
    if (line.equals("#!lua flags=allow-oom")) {
      add(index, "refused while memory is full", "#!lua");
    }
    if (line.strip().startsWith("--") || line.startsWith("#!")) {
      return;
    }
    Matcher statement = STATEMENT.matcher(line);
    if (statement.matches()) {
      add(index, "write deleted", "");
      if (index + 1 < lines.size()) {
        swap(index, statement.group(1));
      }
    }
    Matcher result = RESULT.matcher(line);
    if (result.matches()) {
      add(index, "write deleted", result.group(1) + "1");
    }
    Matcher condition = CONDITION.matcher(line);
    if (condition.matches()) {
      add(
          index,
          "condition turned",
          condition.group(1) + "not (" + condition.group(2) + ")" + condition.group(3));
    }
    REPLACEMENTS.forEach((pattern, by) -> replace(index, pattern, by));
  }

  private void replace(int index, Pattern pattern, String by) {
    String line = lines.get(index);
    if (line.startsWith("local ") && line.contains("ARGV[") && !line.contains("redis.call")) {
      return;
    }
    Matcher matcher = pattern.matcher(line);
    for (int number = 1; matcher.find(); number++) {
      String changed = line.substring(0, matcher.start()) + by + line.substring(matcher.end());
      String what = "\"" + matcher.group() + "\" became \"" + by + "\"";
      add(index, number == 1 ? what : what + " at " + number, changed);
    }
  }

  private void swap(int index, String indent) {
    Matcher next = STATEMENT.matcher(lines.get(index + 1));
    if (next.matches() && next.group(1).equals(indent)) {
      List<String> changed = new ArrayList<>(lines);
      changed.set(index, lines.get(index + 1));
      changed.set(index + 1, lines.get(index));
      addAll(index, "swapped with the next write", changed);
    }
  }

  private void add(int index, String what, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    addAll(index, what, changed);
  }

  private void addAll(int index, String what, List<String> changed) {
    mutants.add(
        new Mutant(script, what + " | " + lines.get(index).strip(), String.join("\n", changed)));
  }
}
