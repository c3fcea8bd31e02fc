export interface FieldRule {
  readonly required?: boolean;
  readonly exact: readonly string[];
  readonly weak?: readonly string[];
  readonly bare?: readonly string[];
  readonly contains?: readonly (readonly string[])[];
  readonly without?: readonly string[];
}
