/** What somebody typed, ended by exactly one mark, to stand within a sentence: people type a full stop or leave it out. */
export const ended = (typed: string): string => {
  const words = typed.trim();
  return /[。！？!?]$/u.test(words) ? words : `${words.replace(/[.．,，；;]+$/u, '')}。`;
};
