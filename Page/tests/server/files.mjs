import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { Answer, fail } from "./answers.mjs";

/** The project is the digits example. */
const root = realpathSync(fileURLToPath(new URL("../../../Examples/Digits/", import.meta.url)));

function inside(path) {
    let real;
    try {
        real = realpathSync(join(root, path));
    } catch {
        fail(404, "notFound", `There is no '${path}' in the project.`);
    }
    if (real !== root && !real.startsWith(`${root}/`)) fail(403, "forbidden", `'${path}' is not in the project.`);
    return real;
}

const isImage = (name) => /\.(png|jpe?g|webp)$/i.test(name);
const ranks = { folder: 0, image: 1, file: 1 };

export function listFiles(path) {
    const folder = inside(path);
    const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith(".")).map((entry) => {
        const stat = statSync(join(folder, entry.name));
        const kind = stat.isDirectory() ? "folder" : isImage(entry.name) ? "image" : "file";
        return {
            name: entry.name, path: relative(root, join(folder, entry.name)), kind, modified: stat.mtime.toISOString(),
            ...(kind === "folder" ? {} : { size: stat.size }),
        };
    });
    entries.sort((a, b) => ranks[a.kind] - ranks[b.kind] || a.name.localeCompare(b.name));
    return { path, entries: entries.slice(0, 1000), isCut: entries.length > 1000 };
}

export function readImage(path) {
    return new Answer(200, undefined, readFileSync(inside(path)), path.endsWith(".png") ? "image/png" : "image/jpeg");
}

export function fileImage(path) {
    if (!isImage(path)) fail(404, "notFound", `'${path}' is no picture.`);
    return readImage(path);
}
