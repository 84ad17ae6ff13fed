/** An answer with a status of its own, or with bytes instead of JSON. */
export class Answer {
    constructor(status, body, bytes, type) {
        Object.assign(this, { status, body, bytes, type });
    }
}

/** Ends a request with an error in the contract's shape. */
export function fail(status, code, message, details) {
    throw Object.assign(new Error(message), { status, code, details });
}

export async function readBody(request) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    if (text === "") return undefined;
    if (text.length > 4 << 20) fail(413, "tooLarge", "A request has at most 4 MiB.", { limit: 4 << 20 });
    return JSON.parse(text);
}
