/** A department's answer for what is asked again and again. Persisted in `canned_answers`. */
export interface CannedAnswer {
  _id: string;
  departmentId: string;
  title: string;
  text: string;
}
