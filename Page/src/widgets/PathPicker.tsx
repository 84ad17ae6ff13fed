import { useEffect, useState } from "react";
import { Dialog } from "../app/Dialog";
import { byteCount } from "../app/quantities";
import { api, fileImageAddress } from "../net/api";
import type { FileEntry } from "../net/contract";
import { parent, relative, resolved } from "./paths";

/** The project's files: folders open on a click, files and folders are picked by their button. */
export function PathPicker(props: {
    label: string;
    /** The workflow file's folder, which picked paths start from. */
    folder: string;
    start: string;
    pick(path: string): void;
    close(): void;
}) {
    const [path, setPath] = useState(parent(resolved(props.start, props.folder) ?? "") || props.folder);
    const [entries, setEntries] = useState<FileEntry[]>();
    const [problem, setProblem] = useState<string>();
    const [isCut, setCut] = useState(false);
    useEffect(() => {
        let isCurrent = true;
        setEntries(undefined);
        setProblem(undefined);
        api.files(path).then(
            (answer) => {
                if (!isCurrent) return;
                setEntries(answer.entries);
                setCut(answer.isCut);
            },
            (error: Error) => isCurrent && setProblem(error.message));
        return () => void (isCurrent = false);
    }, [path]);
    const pick = (chosen: string) => props.pick(relative(chosen, props.folder));
    return (
        <Dialog title={`Pick ${props.label}`} close={props.close}>
            <nav className="crumbs" aria-label="Folder">
                <button type="button" onClick={() => setPath("")}>project</button>
                {path.split("/").filter(Boolean).map((part, place, parts) => (
                    <button type="button" key={place} onClick={() => setPath(parts.slice(0, place + 1).join("/"))}>{part}</button>
                ))}
            </nav>
            <ul className="files" data-scrolls>
                {entries?.map((entry) => (
                    <li key={entry.path}>
                        <button
                            type="button" className="file"
                            onClick={() => (entry.kind === "folder" ? setPath(entry.path) : pick(entry.path))}>
                            {entry.kind === "image"
                                ? <img src={fileImageAddress(entry.path, "thumbnail")} alt="" loading="lazy" />
                                : <span className="file-kind" aria-hidden="true">{entry.kind === "folder" ? "▸" : "·"}</span>}
                            <span>{entry.name}</span>
                            <small>{entry.size === undefined ? "folder" : byteCount(entry.size)}</small>
                        </button>
                        {entry.kind === "folder" && (
                            <button type="button" onClick={() => pick(entry.path)} aria-label={`Use folder ${entry.name}`}>Use</button>
                        )}
                    </li>
                ))}
            </ul>
            {entries?.length === 0 && <p className="empty">This folder is empty. Hidden files are not shown.</p>}
            {isCut && <p className="hint">There are more than 1000 files; type the path instead.</p>}
            {problem && <p className="problem">{problem}</p>}
            <footer>
                <button type="button" onClick={() => pick(path)}>Use this folder</button>
            </footer>
        </Dialog>
    );
}
