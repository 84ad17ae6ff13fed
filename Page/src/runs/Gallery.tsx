import { useState } from "react";
import { imageAddress } from "../net/api";
import type { Output, OutputImage } from "../net/contract";
import { isObject, type Json } from "../model/json";
import { Lightbox } from "./Lightbox";

export interface Picture extends OutputImage {
    output: Output;
    caption: string;
}

/** The value beside a picture: what else its item says. `image_paths[2]` is the item at place 2. */
export function captionOf(value: Json, key: string): string {
    const match = /^(.*)\[(\d+)\]/.exec(key);
    const list = match && isObject(value) ? value[match[1] ?? ""] : undefined;
    const item = Array.isArray(list) ? list[Number(match?.[2])] : undefined;
    const fields = isObject(item) ? item : isObject(value) ? value : {};
    return Object.entries(fields)
        .filter(([name, entry]) => name !== "value" && (typeof entry === "string" || typeof entry === "number" || typeof entry === "boolean"))
        .slice(0, 3)
        .map(([name, entry]) => `${name} ${typeof entry === "number" && !Number.isInteger(entry) ? entry.toFixed(2) : String(entry)}`)
        .join(" · ");
}

/** The pictures of the outputs, as thumbnails; a click shows one whole. */
export function Gallery({ run, outputs }: { run: string; outputs: Output[] }) {
    const [open, setOpen] = useState<number>();
    const pictures: Picture[] = outputs.flatMap((output) =>
        output.images.map((image) => ({ ...image, output, caption: captionOf(output.value, image.key) })));
    if (outputs.length > 0 && pictures.length === 0) {
        return <p className="empty">These notes hold no pictures: look at them as a table or as JSON.</p>;
    }
    return (
        <>
            <ul className="gallery">
                {pictures.map((picture, place) => (
                    <li key={`${picture.output.index} ${picture.image}`}>
                        <button type="button" onClick={() => setOpen(place)} aria-label={`Picture ${picture.key}, ${picture.caption}`}>
                            <img src={imageAddress(run, picture.image, "thumbnail")} alt="" loading="lazy" />
                            <small>{picture.caption || picture.key}</small>
                        </button>
                    </li>
                ))}
            </ul>
            {open !== undefined && <Lightbox run={run} pictures={pictures} place={open} go={setOpen} close={() => setOpen(undefined)} />}
        </>
    );
}
