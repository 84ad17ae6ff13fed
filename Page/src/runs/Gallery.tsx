import { useState } from "react";
import { imageAddress } from "../net/api";
import type { Output, OutputImage } from "../net/contract";
import { captionOf } from "./caption";
import { Lightbox } from "./Lightbox";

export interface Picture extends OutputImage {
    output: Output;
    caption: string;
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
