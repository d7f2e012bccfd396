package com.couponcommerce.workers.simulation.redis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The branches of a script, and the script with a counter in each. It relies on the layout that
 * luacheck and the reviewers keep: a block opens at the end of a line and ends in one of its own.
 */
final class Branches {
  /** Table that has the counts, by the name of the branch. */
  static final String HITS = "HITS";

  private static final Pattern INDENT = Pattern.compile("^( *)(\\w*)");

  /** An open block. */
  private record Block(boolean isIf, int indent, int line) {}

  private final String script;
  private final List<String> names = new ArrayList<>();
  private final StringBuilder counted = new StringBuilder();
  private final Deque<Block> open = new ArrayDeque<>();

  Branches(LuaScript script) {
    this.script = script.name();
    int number = 0;
    for (String line : script.source().split("\n", -1)) {
      number++;
      // The first line is for Redis, and no branch.
      counted.append(line.startsWith("#!") ? "" : counted(line, number)).append('\n');
    }
  }

  /** Returns the names of all branches: script, line, and "otherwise" for an absent else. */
  List<String> names() {
    return List.copyOf(names);
  }

  String countedSource() {
    return counted.toString();
  }

  private String counted(String line, int number) {
    if (line.strip().startsWith("--")) {
      return line;
    }
    Matcher start = INDENT.matcher(line);
    int indent = start.find() ? start.group(1).length() : 0;
    String word = start.group(2);
    if (word.equals("if") || word.equals("for") || word.equals("while")) {
      open.push(new Block(word.equals("if"), indent, number));
    } else if (line.contains("function ") || line.endsWith("function()")) {
      open.push(new Block(false, indent, number));
    }
    if (word.equals("else") && !open.isEmpty()) {
      Block block = open.pop();
      open.push(new Block(false, block.indent(), block.line()));
    }
    if (word.equals("end") && !open.isEmpty() && open.peek().indent() == indent) {
      Block block = open.pop();
      return block.isIf() ? " else " + hit(block.line() + " otherwise") + line : line;
    }
    boolean opens =
        line.endsWith(" then")
            || word.equals("else")
            || line.endsWith(" do")
            || opensFunction(line);
    return opens ? line + " " + hit("" + number) : line;
  }

  private static boolean opensFunction(String line) {
    return line.contains("function ") && line.endsWith(")");
  }

  private String hit(String place) {
    String name = script + ":" + place;
    names.add(name);
    return "%1$s['%2$s'] = (%1$s['%2$s'] or 0) + 1 ".formatted(HITS, name);
  }
}
