package com.couponcommerce.workers.simulation.redis;

import com.couponcommerce.workers.message.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import party.iroiro.luajava.Lua;
import party.iroiro.luajava.LuaException;
import party.iroiro.luajava.lua51.Lua51;

/**
 * Runs scripts in Lua 5.1, the version that Redis has, with {@code redis.call} on {@link Commands}.
 * Strings are ASCII: the binding to Lua passes no other bytes.
 */
final class LuaEngine implements AutoCloseable {
  /** No script of a simulation makes as many; a changed one may loop. */
  private static final int MAX_CALLS = 20_000;

  private final Commands commands;
  private final Lua lua = new Lua51();
  private final Map<LuaScript, Integer> compiled = new HashMap<>();
  private int changes;
  private int calls;
  private int faultAt;

  LuaEngine(Commands commands) {
    this.commands = commands;
    lua.openLibraries();
    lua.newTable();
    lua.push(state -> call(state, false));
    lua.setField(-2, "call");
    lua.push(state -> call(state, true));
    lua.setField(-2, "pcall");
    lua.push(LuaEngine::sha1);
    lua.setField(-2, "sha1hex");
    lua.setGlobal("redis");
    lua.newTable();
    lua.setGlobal(Branches.HITS);
  }

  /** Returns how often each branch ran; without those that did not. */
  Map<String, Long> hits() {
    Map<String, Long> hits = new HashMap<>();
    lua.getGlobal(Branches.HITS);
    lua.pushNil();
    while (lua.next(-2) != 0) {
      hits.put(String.valueOf(lua.toString(-2)), lua.toInteger(-1));
      lua.pop(1);
    }
    lua.pop(1);
    return hits;
  }

  @Nullable Object eval(LuaScript script, List<String> keys, List<String> arguments, int fault) {
    changes = 0;
    calls = 0;
    faultAt = fault;
    push(keys);
    lua.setGlobal("KEYS");
    push(arguments);
    lua.setGlobal("ARGV");
    lua.refGet(compiled.computeIfAbsent(script, this::compile));
    try {
      lua.pCall(0, 1);
      return reply(-1);
    } catch (LuaException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof RedisError || cause instanceof IllegalStateException) {
          throw (RuntimeException) cause;
        }
      }
      throw new RedisError("ERR " + e.getMessage() + " script: " + script.name());
    } finally {
      lua.setTop(0);
    }
  }

  private int compile(LuaScript script) {
    byte[] source = new Branches(script).countedSource().getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocateDirect(source.length);
    buffer.put(source).flip();
    try {
      lua.load(buffer, script.name());
    } catch (LuaException e) {
      throw new RedisError("ERR Error compiling script " + script.name() + ": " + e.getMessage());
    }
    return lua.ref();
  }

  private void push(List<String> strings) {
    lua.createTable(strings.size(), 0);
    for (int i = 0; i < strings.size(); i++) {
      lua.push(strings.get(i));
      lua.rawSetI(-2, i + 1);
    }
  }

  private int call(Lua state, boolean catches) {
    List<String> command = new ArrayList<>(state.getTop());
    for (int i = 1; i <= state.getTop(); i++) {
      command.add(argument(state, i));
    }
    if (++calls > MAX_CALLS) {
      throw new IllegalStateException("the script does not end");
    }
    try {
      String name = command.get(0).toUpperCase(Locale.ROOT);
      if (Commands.isChange(name) && ++changes == faultAt) {
        throw new RedisError("ERR simulated fault");
      }
      pushReply(state, commands.call(name, command));
    } catch (RedisError e) {
      if (!catches) {
        throw e;
      }
      state.newTable();
      state.push(e.getMessage());
      state.setField(-2, "err");
    } catch (IndexOutOfBoundsException e) {
      throw new RedisError("ERR wrong number of arguments for " + command);
    }
    return 1;
  }

  private static String argument(Lua state, int index) {
    Lua.LuaType type = state.type(index);
    if (type == Lua.LuaType.NUMBER) {
      return Numbers.ofDouble(state.toNumber(index));
    }
    if (type != Lua.LuaType.STRING) {
      throw new RedisError("ERR Lua redis lib command arguments must be strings or integers");
    }
    return String.valueOf(state.toString(index));
  }

  private static int sha1(Lua state) {
    String text = String.valueOf(state.toString(1));
    state.push(Digest.sha1(text.getBytes(StandardCharsets.ISO_8859_1)));
    return 1;
  }

  private static void pushReply(Lua state, @Nullable Object reply) {
    if (reply == null) {
      state.push(false);
    } else if (reply instanceof Long number) {
      state.push((Number) number);
    } else if (reply instanceof Status status) {
      state.newTable();
      state.push(status.text());
      state.setField(-2, "ok");
    } else if (reply instanceof List<?> list) {
      state.createTable(list.size(), 0);
      for (int i = 0; i < list.size(); i++) {
        pushReply(state, list.get(i));
        state.rawSetI(-2, i + 1);
      }
    } else {
      state.push((String) reply);
    }
  }

  private @Nullable Object reply(int index) {
    return switch (lua.type(index)) {
      case NUMBER -> (Long) (long) lua.toNumber(index);
      case STRING -> lua.toString(index);
      case BOOLEAN -> lua.toBoolean(index) ? (Long) 1L : null;
      case TABLE -> table();
      default -> null;
    };
  }

  private Object table() {
    lua.getField(-1, "ok");
    if (lua.isString(-1)) {
      String status = String.valueOf(lua.toString(-1));
      lua.pop(1);
      return new Status(status);
    }
    lua.pop(1);
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 1; ; i++) {
      lua.rawGetI(-1, i);
      if (lua.isNil(-1)) {
        lua.pop(1);
        return list;
      }
      list.add(reply(-1));
      lua.pop(1);
    }
  }

  @Override
  public void close() {
    lua.close();
  }
}
