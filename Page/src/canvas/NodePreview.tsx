import { useEffect, useState } from "react";
import { api, imageAddress } from "../net/api";
import type { OutputImage } from "../net/contract";
import { session } from "../store/session";
import { useSignal } from "../store/signals";

const most = 3;

/** The latest pictures that left a node, on its card. */
export function NodePreview({ id }: { id: string }) {
    const view = useSignal(session, "open", () => session.runView);
    const port = useSignal(view ?? session, "outputs", () => view?.imagesOf(id));
    const [images, setImages] = useState<OutputImage[]>([]);
    const run = view?.run.id;
    const isThere = port !== undefined;
    const name = port?.port;
    // New pictures are shown when a first one comes and when there are ten times as many: not at every note.
    const size = port ? Math.floor(Math.log10(port.kept)) : 0;
    useEffect(() => {
        if (run === undefined || !isThere || name === undefined) return undefined;
        const end = new AbortController();
        api.outputs(run, { node: id, port: name, limit: most }, end.signal).then(
            ({ outputs }) => setImages(spread(outputs.map((output) => output.images))),
            () => undefined);  // The outputs panel says what is wrong; here the pictures are a bonus.
        return () => end.abort();
    }, [id, run, isThere, name, size]);
    if (!view || !isThere || images.length === 0) return null;
    return (
        <button
            type="button" className="preview" aria-label={`Show the pictures of ${id}`}
            onClick={() => session.go({ tab: "outputs", node: id, port: name, note: undefined })}>
            {images.map((image) => (
                <img key={image.image} src={imageAddress(view.run.id, image.image, "thumbnail")} alt="" draggable={false} />
            ))}
        </button>
    );
}

/** The first picture of each output, then the second of each, until there are enough. */
function spread(outputs: OutputImage[][]): OutputImage[] {
    const longest = Math.max(0, ...outputs.map((images) => images.length));
    const found = Array.from({ length: longest }, (_, place) => outputs.flatMap((images) => images[place] ?? [])).flat();
    return found.slice(0, most);
}
