/**
 * A server for developing and testing the page where the real one is not built: it speaks Documentation/openapi.json,
 * keeps everything in memory, and "runs" a workflow by playing recorded events of the digits example again.
 *
 *     node Page/tests/server/server.mjs [PORT]        a port that is free by default; told on the standard output
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { Answer, fail, readBody } from "./answers.mjs";
import { catalogue } from "./catalogue.mjs";
import { EventHub } from "./events.mjs";
import { fileImage, listFiles, readImage } from "./files.mjs";
import { Host } from "./host.mjs";
import { Runs } from "./runs.mjs";
import { startSystemLoad } from "./system.mjs";
import { Workflows } from "./workflows.mjs";

const dist = fileURLToPath(new URL("../../dist/", import.meta.url));
const types = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", map: "application/json" };

const hub = new EventHub();
const host = new Host(hub);
const workflows = new Workflows(hub);
const runs = new Runs(hub, host);
startSystemLoad(hub);

const project = {
    name: "Digits", version: "development", hasPackage: true, features: ["pause", "upTo"],
    limits: { workflowBytes: 4 << 20, pageSize: 500 },
};

/** `METHOD /path/:variable`, each with what answers it. */
const routes = [
    ["GET /api/project", () => project],
    ["GET /api/host", () => host.state],
    ["POST /api/host/restart", () => new Answer(202, host.restart())],
    ["GET /api/catalogue", () => catalogue],
    ["GET /api/examples", () => ({ examples: workflows.examples })],
    ["GET /api/workflows", () => ({ workflows: workflows.list((path) => runs.latest(path)) })],
    ["POST /api/workflows", ({ body }) => workflows.create(body.path, body.text)],
    ["GET /api/workflow", ({ query }) => workflows.read(query.get("path"))],
    ["PUT /api/workflow", ({ query, body, ifMatch }) => workflows.save(query.get("path"), body.text, ifMatch)],
    ["DELETE /api/workflow", ({ query, ifMatch }) => workflows.delete(query.get("path"), ifMatch)],
    ["PUT /api/draft", ({ query, body, ifMatch }) => workflows.saveDraft(query.get("path"), body, ifMatch)],
    ["DELETE /api/draft", ({ query }) => workflows.dropDraft(query.get("path"))],
    ["GET /api/runs", ({ query }) => runs.list(query)],
    ["POST /api/runs", ({ body }) => new Answer(201, runs.start(body))],
    ["GET /api/runs/:run", ({ run }) => runs.detail(run)],
    ["DELETE /api/runs/:run", ({ run }) => runs.delete(run)],
    ["GET /api/runs/:run/workflow", ({ run }) => runs.workflow(run)],
    ["GET /api/runs/:run/history", ({ run }) => runs.history(run)],
    ["GET /api/runs/:run/outputs", ({ run, query }) => runs.outputs(run, query)],
    ["GET /api/runs/:run/logs", ({ run, query }) => runs.logs(run, query)],
    ["GET /api/runs/:run/failures", ({ run, query }) => runs.failures(run, query)],
    ["GET /api/runs/:run/images/:image", ({ image }) => readImage(Buffer.from(image, "base64url").toString())],
    ["POST /api/runs/:run/:action", ({ run, action }) => new Answer(202, runs.control(run, action))],
    ["GET /api/files", ({ query }) => listFiles(query.get("path") ?? "")],
    ["GET /api/files/image", ({ query }) => fileImage(query.get("path"))],
    // For tests of what is hard to bring about.
    ["PUT /test/host", ({ body }) => host.set(body)],
].map(([pattern, answer]) => {
    const names = [...pattern.matchAll(/:(\w+)/g)].map((match) => match[1]);
    return { expression: new RegExp(`^${pattern.replace(/:\w+/g, "([^/]+)")}$`), names, answer };
});

async function respond(request, response) {
    const url = new URL(request.url, "http://localhost");
    if (request.method === "GET" && url.pathname === "/api/events") return hub.attach(request, response);
    if (request.method === "GET" && !url.pathname.startsWith("/api/")) return serveFile(url.pathname, response);
    for (const { expression, names, answer } of routes) {
        const match = expression.exec(`${request.method} ${url.pathname}`);
        if (!match) continue;
        const values = Object.fromEntries(names.map((name, place) => [name, decodeURIComponent(match[place + 1])]));
        const ifMatch = request.headers["if-match"]?.replace(/"/g, "");
        return send(response, await answer({ ...values, query: url.searchParams, body: await readBody(request), ifMatch }));
    }
    fail(404, "notFound", `There is no ${request.method} ${url.pathname}`);
}

function serveFile(path, response) {
    const name = path === "/" ? "index.html" : path.slice(1);
    if (!/^\w[\w.-]*$/.test(name)) fail(404, "notFound", `There is no ${path}`);
    let bytes;
    try {
        bytes = readFileSync(dist + name);
    } catch {
        fail(404, "notFound", `There is no ${path}: build the page with 'make page'`);
    }
    response.writeHead(200, { "Content-Type": types[name.split(".").pop()] ?? "text/plain", "Cache-Control": "no-cache" }).end(bytes);
}

function send(response, result) {
    const answer = result instanceof Answer ? result : new Answer(result === undefined ? 204 : 200, result);
    if (answer.bytes) return response.writeHead(answer.status, { "Content-Type": answer.type, "Cache-Control": "max-age=60" }).end(answer.bytes);
    response.writeHead(answer.status, { "Content-Type": "application/json" });
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body));
}

const server = createServer((request, response) => {
    respond(request, response).catch((error) => {
        send(response, new Answer(error.status ?? 500, {
            error: { code: error.code ?? "internal", message: error.message, ...(error.details ? { details: error.details } : {}) },
        }));
    });
});
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
