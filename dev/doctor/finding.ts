/** What the doctor found about one thing. `look`: no interface tells it, so somebody has to look. */
export interface Finding {
  name: string;
  state: 'fine' | 'wrong' | 'look';
  /** What is so, or what to do and where to click. */
  sentence: string;
}

export const fine = (name: string, sentence: string): Finding => ({ name, state: 'fine', sentence });
export const wrong = (name: string, sentence: string): Finding => ({ name, state: 'wrong', sentence });
export const look = (name: string, sentence: string): Finding => ({ name, state: 'look', sentence });

const MARKS = { fine: '✓', wrong: '✗', look: '？' } as const;

export const findingsText = (findings: readonly Finding[]): string => {
  const count = (state: Finding['state']) => findings.filter((finding) => finding.state === state).length;
  return [
    ...findings.map(({ name, state, sentence }) => `${MARKS[state]} ${name}  ${sentence}`),
    `正常 ${count('fine')} 项，要处理 ${count('wrong')} 项，要到后台看一眼 ${count('look')} 项。`,
  ].join('\n');
};
