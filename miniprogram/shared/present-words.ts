/** Who sat at the table, office before name; `isTicked`: the office said who was there, otherwise it is who was planned. */
interface Present {
  chair: string;
  attendees: readonly string[];
  isTicked: boolean;
}

/** 主持 and 出席 with their names; who was only planned is never called present. What names nobody is left out. */
export function presentWords({ chair, attendees, isTicked }: Present): { label: string; names: string }[] {
  const planned = isTicked ? '' : '计划';
  return [
    { label: `${planned}主持`, names: chair },
    { label: `${planned}出席`, names: attendees.join('、') },
  ].filter(({ names }) => names !== '');
}
