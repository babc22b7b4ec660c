/**
 * Serves a folder over HTTP, for `npm start` and for the tests.
 *
 * Only files below the folder, only to this machine; an unknown address is a plain 404.
 */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { Missing } from "./step.mjs";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Starts to serve `folder`; answers `{ address, close }` once it listens. Port 0 takes a free one.
 *
 * `adapt` may change what a path is answered with: it is given `{ path, status, headers, body }`.
 */
export async function serve(folder, port, adapt = (answer) => answer) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const { status, headers, body } = adapt(await answerFor(folder, path));
    response.writeHead(status, { "cache-control": "no-cache", ...headers }).end(body);
  });
  await listening(server, port);
  const close = () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
  return { address: `http://localhost:${server.address().port}`, close };
}

async function answerFor(folder, path) {
  const file = join(folder, normalize(path.endsWith("/") ? `${path}index.html` : path));
  try {
    if (!file.startsWith(folder + sep)) throw new Error("outside");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    return { path, status: 200, headers: { "content-type": type }, body: await readFile(file) };
  } catch {
    return { path, status: 404, headers: { "content-type": "text/plain" }, body: "There is no such file.\n" };
  }
}

function listening(server, port) {
  return new Promise((resolve, reject) => {
    server.once("listening", resolve).once("error", (error) => {
      if (error.code !== "EADDRINUSE" && error.code !== "EACCES") return reject(error);
      const state = error.code === "EACCES" ? "not open to you" : "in use";
      reject(new Missing(`Port ${port} is ${state}: run the command with another, as in \`PORT=${port + 1000} npm start\`.`));
    });
    server.listen(port, "localhost");
  });
}
