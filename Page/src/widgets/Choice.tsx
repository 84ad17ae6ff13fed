import type { WidgetProps } from "./Widget";

type ChoiceType = { kind: "choice"; options: string[] };

export function Choice({ id, label, type, value, otherwise, isRequired, isInvalid, isDisabled, set }: WidgetProps<ChoiceType>) {
    const isKnown = typeof value === "string" && type.options.includes(value);
    return (
        <select
            id={id} className={value === undefined ? "field by-default" : "field"} aria-label={label}
            value={value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value)}
            disabled={isDisabled} aria-invalid={isInvalid}
            onChange={(event) => set(event.target.value === "" ? undefined : event.target.value)}>
            <option value="">
                {typeof otherwise === "string" ? `${otherwise} (default)` : isRequired ? "choose…" : "none"}
            </option>
            {value !== undefined && !isKnown && (
                <option value={typeof value === "string" ? value : JSON.stringify(value)}>
                    {typeof value === "string" ? value : JSON.stringify(value)}
                </option>
            )}
            {type.options.map((option) => <option key={option} value={option}>{option}</option>)}
        </select>
    );
}
