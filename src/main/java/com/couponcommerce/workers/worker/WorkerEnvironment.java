package com.couponcommerce.workers.worker;

import com.couponcommerce.workers.delivery.DeliveryListener;
import com.couponcommerce.workers.duty.Clocks;
import com.couponcommerce.workers.duty.Duties;
import com.couponcommerce.workers.settings.CurrentSettings;
import com.couponcommerce.workers.settings.Settings;
import java.util.random.RandomGenerator;

/** Objects that all channels of this instance share. */
record WorkerEnvironment(
    Settings settings,
    CurrentSettings live,
    Duties duties,
    DeliveryListener listener,
    Clocks clocks) {
  RandomGenerator random() {
    return duties.random();
  }
}
