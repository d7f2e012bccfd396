package com.couponcommerce.workers.settings;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings of the API.
 *
 * @param auditLog prefix of the names of the audit's own files (AUDIT_LOG)
 * @param label name of the deployment; empty if it has none (CONSOLE_LABEL)
 */
public record ApiSettings(Optional<Path> auditLog, String label) {}
