import { isObject, type Json } from "../model/json";
import { blank, type ParameterType } from "../model/parameterType";
import { Drawer } from "./Drawer";
import { Widget, placeholder, type WidgetProps } from "./Widget";

type DictionaryType = { kind: "dictionary"; value: ParameterType };

/** A key that is free: `key`, `key2`, … */
function freeKey(keys: string[]): string {
    for (let number = 1; ; number++) {
        const key = number === 1 ? "key" : `key${number}`;
        if (!keys.includes(key)) return key;
    }
}

export function DictionaryField(props: WidgetProps<DictionaryType>) {
    const { id, label, type, value, otherwise, isInvalid, isDisabled, set } = props;
    const own = isObject(value) ? value : undefined;
    const entries = Object.entries(own ?? (isObject(otherwise) ? otherwise : {}));
    const change = (changed: [string, Json][]) => set(Object.fromEntries(changed));
    const summary = own === undefined ? placeholder(props)
        : entries.length === 0 ? "empty" : entries.map(([key, element]) => `${key}: ${JSON.stringify(element)}`).join(", ");
    return (
        <Drawer id={id} label={label} summary={summary} isByDefault={own === undefined} isInvalid={isInvalid}>
            {entries.map(([key, element], place) => (
                <div className="entry" key={place}>
                    <input
                        className="field key" aria-label={`Key ${place + 1}`} value={key} disabled={isDisabled}
                        onChange={(event) => {
                            // Two equal keys would become one: the second is not taken until it differs.
                            if (entries.some(([other], index) => index !== place && other === event.target.value)) return;
                            change(entries.map((old, index) => (index === place ? [event.target.value, old[1]] : old)));
                        }} />
                    <Widget
                        id={`${id}-${place}`} label={`Value of ${key}`} type={type.value} value={element} otherwise=""
                        isRequired isInvalid={false} isDisabled={isDisabled}
                        set={(next) => change(entries.map((old, index) =>
                            (index === place ? [key, next ?? blank(type.value)] : old)))} />
                    <button
                        type="button" className="icon" aria-label={`Remove ${key}`} disabled={isDisabled}
                        onClick={() => change(entries.filter((_, index) => index !== place))}>×</button>
                </div>
            ))}
            {entries.length === 0 && <p className="hint">There are no entries.</p>}
            <div className="entry-actions">
                <button
                    type="button" disabled={isDisabled}
                    onClick={() => change([...entries, [freeKey(entries.map(([key]) => key)), blank(type.value)]])}>
                    Add entry
                </button>
                {own !== undefined && (
                    <button type="button" disabled={isDisabled} onClick={() => set(undefined)}>Use default</button>
                )}
            </div>
        </Drawer>
    );
}
