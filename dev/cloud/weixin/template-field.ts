/**
 * What a subscription message accepts for each type of field, after the one official table
 * (docs/platform.md, Subscription messages). Lengths are characters.
 */
type Check = (value: string) => boolean;

const size = (value: string) => [...value].length;
const chinese = /^\p{Script=Han}+$/u;
const clockTime = String.raw`\d{1,2}:\d{2}(:\d{2})?`;
const calendarDay = String.raw`(\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})`;
const moment = String.raw`(${calendarDay}\s?)?${clockTime}`;
const dated = String.raw`${calendarDay}(\s?${clockTime})?`;

function range(one: string, other: string): RegExp {
  return new RegExp(`^${one}(\\s?~\\s?(${one}|${other}))?$`);
}

const timeRange = range(moment, moment);
const dateRange = range(dated, moment);

const checks: Record<string, Check> = {
  thing: (value) => size(value) <= 20,
  number: (value) => /^-?\d{1,32}(\.\d+)?$/.test(value) && value.replace(/\D/g, '').length <= 32,
  letter: (value) => /^[A-Za-z]{1,32}$/.test(value),
  symbol: (value) => size(value) <= 5 && !/[\p{L}\p{N}]/u.test(value),
  character_string: (value) => /^[\x21-\x7e ]{1,32}$/.test(value),
  time: (value) => timeRange.test(value),
  date: (value) => dateRange.test(value),
  amount: (value) => /^[¥￥$€£]?\d{1,10}(\.\d{1,2})?元?$/.test(value),
  phone_number: (value) => /^[\d+\-() ]{1,17}$/.test(value),
  car_number: (value) => size(value) <= 8,
  name: (value) =>
    (/\p{Script=Han}/u.test(value) ? size(value) <= 10 : size(value) <= 20) && !/\d/.test(value),
  phrase: (value) => size(value) <= 5 && chinese.test(value),
};

/** Whether a template can have such a field: its type and a number, e.g. thing1, character_string12. */
export function isFieldName(name: string): boolean {
  return typeOf(name) !== undefined;
}

export function isAccepted(name: string, value: string): boolean {
  const check = checks[typeOf(name) ?? ''];
  // A line break or another control character is refused in every type.
  return check !== undefined && value.length > 0 && !/\p{Cc}/u.test(value) && check(value);
}

function typeOf(name: string): string | undefined {
  const type = /^([a-z_]+?)\d+$/.exec(name)?.[1];
  return type !== undefined && type in checks ? type : undefined;
}
