/**
 * The queue protocol on Redis. Each verb of the queue is one method and one Lua script, so that
 * each change of a message's state is all or nothing. A single command is a script too if it must
 * be repeated after a lost reply, must work while memory is full, or is measured; other reads and
 * writes of one key are plain commands, which run once.
 */
@NullMarked
package com.couponcommerce.workers.queue;

import org.jspecify.annotations.NullMarked;
