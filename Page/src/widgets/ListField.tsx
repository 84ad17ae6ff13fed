import type { Json } from "../model/json";
import { blank, type ParameterType } from "../model/parameterType";
import { Drawer } from "./Drawer";
import { Widget, placeholder, type WidgetProps } from "./Widget";

type ListType = { kind: "list"; element: ParameterType };

function summary(list: Json[] | undefined, props: WidgetProps<ListType>): string {
    if (list === undefined) return placeholder(props);
    if (list.length === 0) return "empty list";
    return list.map((element) => (typeof element === "string" ? element : JSON.stringify(element))).join(", ");
}

export function ListField(props: WidgetProps<ListType>) {
    const { id, label, type, value, otherwise, isInvalid, isDisabled, set } = props;
    const list = Array.isArray(value) ? value : undefined;
    const elements = list ?? (Array.isArray(otherwise) ? otherwise : []);
    const replace = (place: number, element: Json | undefined) =>
        set(elements.map((old, index) => (index === place ? element ?? blank(type.element) : old)));
    return (
        <Drawer id={id} label={label} summary={summary(list, props)} isByDefault={list === undefined} isInvalid={isInvalid}>
            {elements.map((element, place) => (
                <div className="entry" key={place}>
                    <Widget
                        id={`${id}-${place}`} label={`${label}, entry ${place + 1}`} type={type.element} value={element}
                        otherwise="" isRequired isInvalid={false} isDisabled={isDisabled}
                        set={(next) => replace(place, next)} />
                    <button
                        type="button" className="icon" aria-label={`Remove entry ${place + 1}`} disabled={isDisabled}
                        onClick={() => set(elements.filter((_, index) => index !== place))}>×</button>
                </div>
            ))}
            {elements.length === 0 && <p className="hint">The list is empty.</p>}
            <div className="entry-actions">
                <button type="button" disabled={isDisabled} onClick={() => set([...elements, blank(type.element)])}>
                    Add entry
                </button>
                {list !== undefined && (
                    <button type="button" disabled={isDisabled} onClick={() => set(undefined)}>Use default</button>
                )}
            </div>
        </Drawer>
    );
}
