import type { Kind } from "../model/catalogue";

const paths: Record<Kind, string> = {
    source: "M2 8h8M7 4.5 10.5 8 7 11.5M13.5 3v10",
    step: "M3 8h10M9.5 4.5 13 8l-3.5 3.5",
    "batch step": "M3 3.5h10M3 8h10M3 12.5h10",
    "prompt step": "M3 4h10v6.5H8L5 13v-2.5H3z",
    resource: "M8 2 13.5 5v6L8 14 2.5 11V5zM8 8v6M8 8 2.5 5M8 8l5.5-3",
};

/** The sign of a node's kind, in its colour. */
export function KindIcon({ kind }: { kind: Kind }) {
    return (
        <svg className={`kind-icon kind-${kind.replace(" ", "-")}`} viewBox="0 0 16 16" role="img" aria-label={kind}>
            <path d={paths[kind]} />
        </svg>
    );
}
