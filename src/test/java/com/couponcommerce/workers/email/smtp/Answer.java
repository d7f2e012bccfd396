package com.couponcommerce.workers.email.smtp;

import java.util.List;

/** Codes that a server answers to one command. */
enum Answer {
  /** The code of a server that means well. */
  HONEST,
  TEMPORARY,
  PERMANENT,
  BAD_SEQUENCE,
  CLOSING_STAYS,
  CLOSING_LEAVES,
  TWO,
  THREE;

  int code(int honest, Dice dice) {
    return switch (this) {
      case HONEST -> honest;
      case TEMPORARY -> dice.pick(List.of(450, 451, 452, 454));
      case PERMANENT -> dice.pick(List.of(500, 501, 530, 550, 552, 553, 554));
      case BAD_SEQUENCE -> 503;
      case CLOSING_STAYS, CLOSING_LEAVES -> 421;
      case TWO -> dice.pick(List.of(200, 220, 250, 251, 252, 299));
      case THREE -> dice.pick(List.of(300, 334, 354, 399));
    };
  }
}
