// Gives each shape of an e-mail to nodemailer, the library of the Bun workers, and prints where the mail differs from ours.
//   npm install && node compare.mjs
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { simpleParser } from "mailparser";
import nodemailer from "nodemailer";

const table = readFileSync(new URL("../email.txt", import.meta.url), "utf8");
// Files and URLs are not read: a producer must not choose what a worker reads.
const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, disableFileAccess: true, disableUrlAccess: true });
const digest = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 8);

function shown(text) {
  const line = text.replace(/\r?\n/g, "\\n").replace(/(\\n)+$/, "");
  return line.length <= 100 ? line : `${line.slice(0, 40)}… (${line.length} characters, ${digest(line)})`;
}

function addresses(list) {
  return (list?.value ?? [])
    .flatMap((one) => one.group ?? [one])
    .map((one) => (one.name ? `${one.name} <${one.address}>` : one.address))
    .join(", ");
}

async function theirs(payload) {
  let message;
  try {
    message = JSON.parse(payload);
  } catch {
    return { refused: "no JSON" };
  }
  if (message === null || typeof message !== "object" || Array.isArray(message)) return { refused: "no object" };
  // The guide's worker sends a body that is an HTML page as html, and any other as text.
  const { body, ...mail } = message;
  if (body && !mail.text && !mail.html) mail[/^\s*(<!doctype html|<html)/i.test(body) ? "html" : "text"] = String(body);
  try {
    const sent = await transport.sendMail({ from: "Shop <shop@shop.test>", ...mail });
    if (sent.envelope.to.length === 0) return { refused: "no recipient" };
    const read = await simpleParser(sent.message, { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true });
    const seen = [read.to, read.cc].flatMap((list) => (Array.isArray(list) ? list : [list])).flatMap((list) => list?.value ?? []).map((one) => one.address);
    const view = {
      from: addresses(read.from).replace("Shop <shop@shop.test>", ""),
      to: addresses(read.to),
      cc: addresses(read.cc),
      bcc: sent.envelope.to.filter((to) => !seen.includes(to)).join(", "),
      "reply-to": addresses(read.replyTo),
      subject: shown(read.subject ?? ""),
      plain: shown(read.text ?? ""),
      html: shown(read.html || ""),
      files: read.attachments.map((file) => `${file.filename} ${file.content.length} bytes ${digest(file.content)}`).join("; "),
    };
    return Object.fromEntries(Object.entries(view).filter(([, value]) => value !== ""));
  } catch (error) {
    return { refused: error.message };
  }
}

function ours(lines) {
  if (!lines[0].startsWith("sent")) return { [lines[0].split(/[: ]/, 1)[0]]: lines[0].replace(/^\w+:? /, "") };
  const view = {};
  for (const line of lines.slice(1)) {
    const [, name, value] = line.match(/^ {2}([a-z-]+)[^:]*: (.*)$/);
    if (name === "attachment" || name === "inline")
      view.files = [view.files, value.replace(/^(.*?), .*?, (?:cid .*?, )?(\d+ bytes \w+)$/, "$1 $2")].filter(Boolean).join("; ");
    else if (["from", "to", "cc", "bcc", "reply-to", "subject", "plain", "html"].includes(name)) view[name] = value;
  }
  return view;
}

let same = 0, differ = 0;
for (const block of table.split("\n\n").filter((text) => text.trim())) {
  const [title, payload, ...lines] = block.replace(/^\n+/, "").replace(/\n+$/, "").split("\n");
  const we = ours(lines);
  const they = payload.startsWith("hex:") ? await theirs(Buffer.from(payload.slice(4), "hex").toString()) : await theirs(payload);
  const names = [...new Set([...Object.keys(we), ...Object.keys(they)])].filter((name) => we[name] !== they[name]);
  if (names.length === 0 || (we.refused && they.refused)) {
    same++;
    continue;
  }
  differ++;
  console.log(title);
  for (const name of names) console.log(`  ${name}: ${we[name] ?? "–"} | nodemailer: ${they[name] ?? "–"}`);
}
console.log(`\n${same} the same, ${differ} differ`);
