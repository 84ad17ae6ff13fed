import type { ReactNode } from "react";

/**
 * Markdown as elements: headings, paragraphs, lists, code, emphasis, links. HTML in it is shown as the text it is, and
 * only web addresses become links: nothing a user wrote is ever interpreted as HTML.
 */
export function Markdown({ text }: { text: string }) {
    return <div className="markdown">{blocks(text.replace(/\r\n?/g, "\n").split("\n"))}</div>;
}

const bullet = /^\s*[-*+]\s+/;
const numbered = /^\s*\d+[.)]\s+/;

function blocks(lines: string[]): ReactNode[] {
    const found: ReactNode[] = [];
    let place = 0;
    const until = (isEnd: (line: string) => boolean): string[] => {
        const start = place;
        while (place < lines.length && !isEnd(lines[place] ?? "")) place++;
        return lines.slice(start, place);
    };
    while (place < lines.length) {
        const line = lines[place] ?? "";
        const key = place;
        const heading = /^(#{1,6})\s+(.*)$/.exec(line);
        if (line.trim() === "") {
            place++;
        } else if (line.startsWith("```")) {
            place++;
            const code = until((next) => next.startsWith("```"));
            place++;
            found.push(<pre key={key}><code>{code.join("\n")}</code></pre>);
        } else if (heading) {
            place++;
            // The page has its own h1 and h2.
            const level = heading[1]?.length ?? 1;
            const Level = level === 1 ? "h3" : level === 2 ? "h4" : "h5";
            found.push(<Level key={key}>{inline(heading[2] ?? "")}</Level>);
        } else if (bullet.test(line) || numbered.test(line)) {
            const List = bullet.test(line) ? "ul" : "ol";
            const entries = listEntries(until((next) => next.trim() === ""));
            found.push(<List key={key}>{entries.map((entry, index) => <li key={index}>{inline(entry)}</li>)}</List>);
        } else if (line.startsWith(">")) {
            const quoted = until((next) => !next.startsWith(">")).map((next) => next.replace(/^>\s?/, ""));
            found.push(<blockquote key={key}>{blocks(quoted)}</blockquote>);
        } else {
            const paragraph = until((next) => next.trim() === "" || next.startsWith("```") || bullet.test(next));
            found.push(<p key={key}>{inline(paragraph.join(" "))}</p>);
        }
    }
    return found;
}

/** Lines that continue an entry are joined to it. */
function listEntries(lines: string[]): string[] {
    const entries: string[] = [];
    for (const line of lines) {
        const mark = bullet.exec(line) ?? numbered.exec(line);
        if (mark) entries.push(line.slice(mark[0]?.length));
        else entries[entries.length - 1] = `${entries[entries.length - 1] ?? ""} ${line.trim()}`;
    }
    return entries;
}

const spans = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

function inline(text: string): ReactNode[] {
    const found: ReactNode[] = [];
    let end = 0;
    for (const match of text.matchAll(spans)) {
        const [whole = "", code, strong, emphasis, label, link] = match;
        const start = match.index ?? 0;
        found.push(text.slice(end, start));
        end = start + whole.length;
        if (code !== undefined) found.push(<code key={start}>{code}</code>);
        else if (strong !== undefined) found.push(<strong key={start}>{strong}</strong>);
        else if (emphasis !== undefined) found.push(<em key={start}>{emphasis}</em>);
        else found.push(<a key={start} href={link} target="_blank" rel="noreferrer">{label}</a>);
    }
    found.push(text.slice(end));
    return found;
}
