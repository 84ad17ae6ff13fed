import type { RunView } from "../store/runView";

const size = { width: 300, height: 96 };
const samplesShown = 60;

/**
 * The queues around the workers over the last samples: down, items that wait to be loaded; up, loaded items that wait
 * for their batch. Long bars down: too few workers. Long bars up: the step is too slow.
 */
export function QueueChart({ view }: { view: RunView }) {
    const samples = view.samples.slice(-samplesShown).map((sample) => {
        let loading = 0, loaded = 0;
        for (const counters of sample.counters.values()) {
            loading += counters.loading;
            loaded += counters.loaded;
        }
        return { loading, loaded };
    });
    const most = Math.max(8, ...samples.map((sample) => Math.max(sample.loading, sample.loaded)));
    const middle = size.height / 2;
    const width = size.width / samplesShown;
    const hasQueues = samples.some((sample) => sample.loading + sample.loaded > 0);
    const last = samples[samples.length - 1];
    return (
        <figure className="queue-chart">
            <figcaption>
                <b>Queues around the workers</b>
                <span><i className="key loaded" />loaded, wait for the step{last && !view.isOver ? `: ${last.loaded}` : ""}</span>
                <span><i className="key loading" />wait to be loaded{last && !view.isOver ? `: ${last.loading}` : ""}</span>
            </figcaption>
            {hasQueues ? (
                <svg viewBox={`0 0 ${size.width} ${size.height}`} preserveAspectRatio="none" role="img" aria-label={`Up to ${most} items in a queue`}>
                    {samples.map((sample, place) => {
                        const x = size.width - (samples.length - place) * width;
                        const up = (sample.loaded / most) * (middle - 2), down = (sample.loading / most) * (middle - 2);
                        return (
                            <g key={place}>
                                <rect className="loaded" x={x} y={middle - up} width={width - 1} height={up} />
                                <rect className="loading" x={x} y={middle} width={width - 1} height={down} />
                            </g>
                        );
                    })}
                    <line x1="0" x2={size.width} y1={middle} y2={middle} />
                </svg>
            ) : (
                <p className="empty">{view.isOver ? "No queue was long enough to be seen: nothing held the run back for longer than a moment." : "No items wait on either side of the workers."}</p>
            )}
        </figure>
    );
}
