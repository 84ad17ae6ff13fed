import type { Json } from "../model/json";
import type { ParameterType } from "../model/parameterType";
import { Choice } from "./Choice";
import { DictionaryField } from "./DictionaryField";
import { JsonField } from "./JsonField";
import { ListField } from "./ListField";
import { NumberField } from "./NumberField";
import { PathField } from "./PathField";
import { Switch } from "./Switch";
import { TextField } from "./TextField";

export interface WidgetProps<Type = ParameterType> {
    id: string;
    label: string;
    type: Type;
    /** What is set; undefined where the default counts. */
    value: Json | undefined;
    /** The value that counts where none is set. */
    otherwise: Json | undefined;
    isRequired: boolean;
    isInvalid: boolean;
    isDisabled: boolean;
    /** Sets a value; undefined takes the setting away. */
    set(value: Json | undefined): void;
}

/** The widget for a parameter's type. A value of another type than the parameter's is shown and edited as JSON. */
export function Widget(props: WidgetProps) {
    const { type, value } = props;
    switch (type.kind) {
        case "boolean": return <Switch {...props} type={type} />;
        case "number": case "integer": return <NumberField {...props} type={type} />;
        case "choice": return <Choice {...props} type={type} />;
        case "path": return <PathField {...props} type={type} />;
        case "list":
            return value === undefined || Array.isArray(value)
                ? <ListField {...props} type={type} /> : <JsonField {...props} />;
        case "dictionary":
            return value === undefined || (typeof value === "object" && !Array.isArray(value))
                ? <DictionaryField {...props} type={type} /> : <JsonField {...props} />;
        case "string": case "condition":
            return value === undefined || typeof value === "string"
                ? <TextField {...props} type={type} /> : <JsonField {...props} />;
        case "any": case "resource": return <JsonField {...props} />;
    }
}

/** What an empty field shows: the default, or that something is needed. */
export function placeholder({ otherwise, isRequired }: Pick<WidgetProps, "otherwise" | "isRequired">): string {
    if (otherwise !== undefined && otherwise !== null) {
        return typeof otherwise === "string" ? otherwise || "empty" : JSON.stringify(otherwise);
    }
    return isRequired ? "required" : "none";
}
