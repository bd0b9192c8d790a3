// Surnames of 《百家姓》 and the usual ones outside it: where a name may begin in a running text.
const SINGLE =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖代付阳闫覃涂仝佟佘佟岳帅缑亢况后有琴商牟佴墨哈谯年爱佟初原修苟楚丛展尧仉';
export const SURNAMES_OF_TWO: ReadonlySet<string> = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '司徒',
  '司空',
  '夏侯',
  '令狐',
  '宇文',
  '长孙',
  '端木',
  '轩辕',
  '独孤',
  '南宫',
  '西门',
]);

const ONE: ReadonlySet<string> = new Set(SINGLE);

/** Of how many characters is the surname that stands at this place? 0: there is none. */
export function surnameLength(run: readonly string[], at = 0): 0 | 1 | 2 {
  if (SURNAMES_OF_TWO.has(`${run[at] ?? ''}${run[at + 1] ?? ''}`)) return 2;
  return ONE.has(run[at] ?? '') ? 1 : 0;
}
