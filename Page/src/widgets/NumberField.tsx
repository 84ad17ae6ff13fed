import { useEffect, useState, type KeyboardEvent } from "react";
import type { Json } from "../model/json";
import { placeholder, type WidgetProps } from "./Widget";

function shown(value: Json | undefined): string {
    return value === undefined ? "" : typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * A number. An empty field is no value, never 0. What is no number stays as it was typed, and is marked.
 * Arrow keys change it by 1, or by 0.05 for fractions; with Shift by ten times that.
 */
export function NumberField(props: WidgetProps) {
    const { id, label, type, value, otherwise, isInvalid, isDisabled, set } = props;
    const [text, setText] = useState(shown(value));
    useEffect(() => {
        // Typing "1." or "1e" says 1 so far: the text stays as long as it means the value.
        setText((before) => (before.trim() !== "" && Number(before) === value ? before : shown(value)));
    }, [value]);
    const change = (next: string) => {
        setText(next);
        const number = Number(next);
        set(next.trim() === "" ? undefined : Number.isFinite(number) ? number : next);
    };
    const step = (event: KeyboardEvent) => {
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        event.stopPropagation();
        const now = Number(text.trim() === "" ? otherwise ?? 0 : text);
        const unit = (type.kind === "integer" ? 1 : 0.05) * (event.shiftKey ? 10 : 1);
        const next = now + (event.key === "ArrowUp" ? unit : -unit);
        if (Number.isFinite(next)) change(String(Number(next.toFixed(6))));
    };
    return (
        <input
            id={id} className="field number" type="text" inputMode="decimal" aria-label={label} value={text}
            disabled={isDisabled} aria-invalid={isInvalid} placeholder={placeholder(props)}
            onChange={(event) => change(event.target.value)} onKeyDown={step} />
    );
}
