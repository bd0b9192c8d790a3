import { ByHand } from './by-hand';
import type { WantedFunction } from './function-files';

/** All variables of one function together (Tencent Cloud, 583/11637). */
const MOST_BYTES = 4096;

/** As a process is handed them, `NAME=value` and an end; how the platform counts is not documented. */
const bytesOf = (variables: Readonly<Record<string, string>>): number =>
  Object.entries(variables).reduce((sum, [name, value]) => sum + Buffer.byteLength(`${name}=${value}\0`), 0);

/** @throws ByHand when the platform would refuse the variables, with what to shorten */
export function refuseTooLarge({ name, variables }: WantedFunction): void {
  const bytes = bytesOf(variables);
  if (bytes <= MOST_BYTES) return;
  const [longest = ''] = Object.keys(variables).sort(
    (a, b) => Buffer.byteLength(variables[b] ?? '') - Buffer.byteLength(variables[a] ?? ''),
  );
  const where =
    longest === 'MESSAGE_TEMPLATES'
      ? '最长的是 templates：选 thing1、time2、thing3、thing4 四个字段的模板就不用写 fields，或少填几种消息'
      : `最长的是 ${longest}`;
  throw new ByHand(`${name} 的环境变量共 ${bytes} 字节，平台最多收 ${MOST_BYTES} 字节。${where}，再运行一次`);
}
