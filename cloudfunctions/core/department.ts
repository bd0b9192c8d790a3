/** A department that answers. Persisted in `departments`; a dissolved one stays, for the record. */
export interface Department {
  _id: string;
  name: string;
  headName?: string;
  isDissolved?: boolean;
  /** Takes over the open cases of a dissolved department; without one they go back to the office. */
  successorId?: string;
  /** The leader in charge, told when a case of the department is long overdue; without one all leaders are. */
  leaderId?: string;
}
