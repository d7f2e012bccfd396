package com.couponcommerce.workers.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How the API is run.
 *
 * @param auditLog what the names of the audit's own files begin with (AUDIT_LOG)
 */
public record ApiSettings(Optional<Path> auditLog) {}
