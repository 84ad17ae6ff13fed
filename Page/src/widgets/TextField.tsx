import type { ParameterType } from "../model/parameterType";
import { placeholder, type WidgetProps } from "./Widget";

/** Text, or a condition in SQL. Emptying the field takes the setting away; where "" is wanted, it is the default or JSON. */
export function TextField(props: WidgetProps<ParameterType>) {
    const { id, label, type, value, isInvalid, isDisabled, set } = props;
    const isCondition = type.kind === "condition";
    return (
        <input
            id={id} className={isCondition ? "field code" : "field"} type="text" aria-label={label} spellCheck={false}
            value={typeof value === "string" ? value : ""} disabled={isDisabled} aria-invalid={isInvalid}
            placeholder={isCondition && value === undefined ? "label = 'cat' AND score > 0.8" : placeholder(props)}
            onChange={(event) => set(event.target.value === "" ? undefined : event.target.value)} />
    );
}
