import { useCallback, useEffect, useState } from "react";
import { Dialog } from "../app/Dialog";
import { imageAddress } from "../net/api";
import { session } from "../store/session";
import type { Picture } from "./Gallery";
import { noteName } from "./noteName";

/** One picture whole; arrows go to the others, and it can be turned and mirrored. */
export function Lightbox(props: { run: string; pictures: Picture[]; place: number; go(place: number): void; close(): void }) {
    const [turn, setTurn] = useState(0);
    const [isMirrored, setMirrored] = useState(false);
    const { place, go, pictures } = props;
    const picture = pictures[place];
    const step = useCallback((by: number) => go((place + by + pictures.length) % pictures.length), [go, place, pictures]);
    useEffect(() => {
        const listener = (event: KeyboardEvent) => {
            if (event.key === "ArrowRight") step(1);
            if (event.key === "ArrowLeft") step(-1);
        };
        // On the way down: the dialog keeps keys to itself.
        window.addEventListener("keydown", listener, true);
        return () => window.removeEventListener("keydown", listener, true);
    }, [step]);
    if (!picture) return null;
    return (
        <Dialog title={`Picture ${place + 1} of ${pictures.length}`} close={props.close} isWide>
            <div className="lightbox">
                <div className="frame-of-picture">
                    <img
                        src={imageAddress(props.run, picture.image, "full")} alt={picture.caption || picture.key} className={picture.width < 128 ? "small" : ""}
                        style={{ transform: `rotate(${turn * 90}deg) scaleX(${isMirrored ? -1 : 1})` }} />
                </div>
                <p><code>{picture.key}</code> {picture.width} × {picture.height} · {picture.caption}</p>
                <div className="tools">
                    <button type="button" data-focus onClick={() => step(-1)}>Previous</button>
                    <button type="button" onClick={() => step(1)}>Next</button>
                    <button type="button" onClick={() => setTurn(turn + 1)}>Turn</button>
                    <button type="button" aria-pressed={isMirrored} onClick={() => setMirrored(!isMirrored)}>Mirror</button>
                    <a className="button" href={imageAddress(props.run, picture.image, "full")} download>Download</a>
                    <span className="grow" />
                    {picture.output.note && (
                        <button
                            type="button"
                            onClick={() => {
                                props.close();
                                session.go({ note: noteName(picture.output.note) });
                            }}>
                            Follow note {noteName(picture.output.note)}
                        </button>
                    )}
                </div>
            </div>
        </Dialog>
    );
}
