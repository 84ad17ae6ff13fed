import { useEffect, useState } from "react";
import type { Json } from "../model/json";
import { placeholder, type WidgetProps } from "./Widget";

function shown(value: Json | undefined): string {
    if (value === undefined) return "";
    return typeof value === "string" && !readsAsJson(value) ? value : JSON.stringify(value);
}

function readsAsJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;  // Plain text.
    }
}

/** Any value: JSON, or else the text as it stands. */
export function JsonField(props: WidgetProps) {
    const { id, label, value, isInvalid, isDisabled, set } = props;
    const [text, setText] = useState(shown(value));
    const [isTyping, setTyping] = useState(false);
    useEffect(() => {
        if (!isTyping) setText(shown(value));
    }, [value, isTyping]);
    const change = (next: string) => {
        setText(next);
        set(next === "" ? undefined : readsAsJson(next) ? (JSON.parse(next) as Json) : next);
    };
    return (
        <input
            id={id} className="field code" type="text" aria-label={label} value={text} spellCheck={false}
            disabled={isDisabled} aria-invalid={isInvalid} placeholder={placeholder(props)}
            onFocus={() => setTyping(true)} onBlur={() => setTyping(false)}
            onChange={(event) => change(event.target.value)} />
    );
}
