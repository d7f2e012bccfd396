// Uses the types that openapi-typescript generates from the description: what a producer and an operator need most.
// Compiled by bin/lint; with three arguments it runs: node client.js http://localhost:8080 operator PASSWORD
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Argv = { argv: string[]; exitCode?: number };
const process = (globalThis as unknown as { process: Argv }).process;
const [base, user, password] = process.argv.slice(2);

const api = createClient<paths>({
  baseUrl: `${base}/api/v1`,
  headers: { Authorization: `Basic ${btoa(`${user}:${password}`)}` },
});

const mail: components["schemas"]["EmailMessage"] = {
  id: `client-${Date.now()}`,
  to: ["user@example.com"],
  subject: "Test",
  body: "Hello",
  sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  attachments: [{ filename: "a.txt", content: btoa("Hello") }],
};

const enqueued = await api.POST("/queues/{channel}/messages", {
  params: { path: { channel: "email" }, header: { "Idempotency-Key": mail.id } },
  body: [mail],
});
console.log("enqueued", enqueued.response.status, enqueued.data?.ids, enqueued.error?.detail);

const found = await api.GET("/queues/{channel}/messages", {
  params: {
    path: { channel: "email" },
    query: { state: "pending", field: [`id=${mail.id}`, "to=user@example.com"], limit: 5 },
  },
});
console.log("found", found.response.status, found.data?.messages.map((message) => message.id), found.error?.errors);

const queue = await api.GET("/queues/{channel}", { params: { path: { channel: "email" } } });
console.log("queue", queue.response.status, queue.data?.counts.pending, queue.data?.instances?.[0]?.delivered);

const refused = await api.POST("/queues/{channel}/messages", {
  params: { path: { channel: "email" } },
  body: [{ ...mail, to: ["no address"] }],
});
console.log("refused", refused.response.status, refused.error?.errors);

const all = [enqueued, found, queue].every((answer) => answer.response.ok);
process.exitCode = all && refused.response.status === 422 ? 0 : 1;
