/** 党委书记郑国栋: leaders and heads are named with their office, nothing between; the name alone where none is known. */
export const nameWithOffice = ({ name, title }: { name: string; title: string }): string => `${title}${name}`;
