import type { ErrorAnswer, ErrorCode } from "./contract";

/** An answer that is an error, or no answer at all (`offline`). */
export class RequestError extends Error {
    constructor(
        readonly code: ErrorCode | "offline", message: string, readonly details: ErrorAnswer["error"]["details"] = {},
    ) {
        super(message);
    }
}

type Query = Record<string, string | number | boolean | undefined>;

export interface RequestOptions {
    method?: "GET" | "POST" | "PUT" | "DELETE";
    query?: Query;
    body?: unknown;
    /** The revision that a change is based on. */
    ifMatch?: string | undefined;
    signal?: AbortSignal;
}

/** A URL of the server with a query; what is undefined is left out. */
export function address(path: string, query: Query = {}): string {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
    const text = search.toString();
    return `/api/${path}${text ? `?${text}` : ""}`;
}

/** Asks the server. @throws RequestError */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
    const headers: Record<string, string> = {};
    if (options.body !== undefined) headers["Content-Type"] = "application/json";
    if (options.ifMatch !== undefined) headers["If-Match"] = `"${options.ifMatch}"`;
    let response: Response;
    try {
        response = await fetch(address(path, options.query), {
            method: options.method ?? "GET",
            headers,
            ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
            ...(options.signal ? { signal: options.signal } : {}),
        });
    } catch (error) {
        if (error instanceof DOMException && error.name === "AbortError") throw error;
        throw new RequestError("offline", "The server does not answer. Is `graphbook serve` running?");
    }
    if (response.status === 204) return undefined as Answer;
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok) return body as Answer;
    const error = (body as ErrorAnswer | undefined)?.error;
    throw new RequestError(
        error?.code ?? "internal", error?.message ?? `The server answered ${response.status}.`, error?.details);
}
