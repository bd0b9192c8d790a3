/** A department that answers. Persisted in `departments`; a dissolved one stays, for the record. */
export interface Department {
  _id: string;
  name: string;
  headName?: string;
  isDissolved?: boolean;
}
