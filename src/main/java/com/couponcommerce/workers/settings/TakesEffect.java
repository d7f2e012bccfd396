package com.couponcommerce.workers.settings;

/** When a change of a setting takes effect, in an administrator's words. */
public enum TakesEffect {
  LIVE("at once"),
  REDEPLOY("with a redeploy"),
  /** The scripts in server-config create the server's mail session from the setting. */
  MAIL_SESSION("when server-config recreates the mail session");

  private final String words;

  TakesEffect(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
