// A Russian stemmer after Snowball's description: endings are cut only behind the first vowel (RV), derivational ones only
// behind the second group of vowel and consonant (R2).

const vowels = 'аеиоуыэюя';

/** Endings, the longest alternatives first; `after` asks for а or я before the ending, which stay. */
const perfectiveAfter = /[ая](вшись|вши|в)$/;
const perfective = /(ившись|ывшись|ивши|ывши|ив|ыв)$/;
const adjective = /(ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|ей|ий|ый|ой|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею)$/;
const participleAfter = /([ая])(ем|нн|вш|ющ|щ)$/;
const participle = /(ивш|ывш|ующ)$/;
const reflexive = /(ся|сь)$/;
const verbAfter = /([ая])(йте|ете|ешь|нно|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н)$/;
const verb =
  /(уйте|ейте|ила|ыла|ена|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю)$/;
const noun =
  /(иями|ями|ами|ией|иям|ием|иях|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|а|е|и|й|о|у|ы|ь|ю|я)$/;

function cutAfter(text: string, ending: RegExp): string | null {
  const found = ending.exec(text);
  return found === null ? null : text.slice(0, found.index + 1);
}

function cut(text: string, ending: RegExp): string | null {
  const found = ending.exec(text);
  return found === null ? null : text.slice(0, found.index);
}

function withoutAdjective(text: string): string | null {
  const bare = cut(text, adjective);
  return bare === null ? null : (cutAfter(bare, participleAfter) ?? cut(bare, participle) ?? bare);
}

function withoutEnding(text: string): string {
  const gerund = cut(text, perfective) ?? cutAfter(text, perfectiveAfter);
  if (gerund !== null) return gerund;
  const bare = cut(text, reflexive) ?? text;
  return withoutAdjective(bare) ?? cut(bare, verb) ?? cutAfter(bare, verbAfter) ?? cut(bare, noun) ?? bare;
}

/** The first index behind a consonant that follows a vowel, from `from` on. */
function region(word: string, from: number): number {
  for (let at = from + 1; at < word.length; at += 1)
    if (vowels.includes(word[at - 1] ?? '') && !vowels.includes(word[at] ?? '')) return at + 1;
  return word.length;
}

/** Words of this article whose root ends as many endings do. */
const rooted = /^(?:вы|от|при|со)зов/;

/** `word` is in small letters, with е for ё. */
export function stemRussian(word: string): string {
  const root = rooted.exec(word);
  if (root !== null) return root[0];
  const first = [...word].findIndex((letter) => vowels.includes(letter));
  if (first < 0) return word;
  const start = word.slice(0, first + 1);
  let rest = withoutEnding(word.slice(first + 1));
  rest = rest.replace(/и$/, '');
  const second = region(word, region(word, 0)) - start.length;
  const derived = /(ость|ост)$/.exec(rest);
  if (derived !== null && derived.index >= second) rest = rest.slice(0, derived.index);
  rest = /(ейше|ейш)$/.test(rest) ? rest.replace(/(ейше|ейш)$/, '').replace(/нн$/, 'н') : rest;
  return start + (rest.endsWith('нн') ? rest.slice(0, -1) : rest.replace(/ь$/, ''));
}
