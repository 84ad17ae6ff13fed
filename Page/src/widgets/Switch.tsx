import type { WidgetProps } from "./Widget";

export function Switch({ id, label, value, otherwise, isInvalid, isDisabled, set }: WidgetProps) {
    const isOn = (value ?? otherwise) === true;
    return (
        <input
            id={id} className={value === undefined ? "switch by-default" : "switch"} type="checkbox" role="switch"
            aria-label={label} checked={isOn} disabled={isDisabled} aria-invalid={isInvalid}
            onChange={(event) => set(event.target.checked)} />
    );
}
