/**
 * Closed-class and other very frequent words, our own lists. They name the evidence of an answer, and the
 * n-gram model is taught to know them. Lower case; what several languages share is left in, since it is the
 * candidates that decide what tells them apart.
 */
const LISTS: Readonly<Record<string, string>> = {
  uk: `та що як це цей ця ці не на до за від із зі для про при під над між через без але або чи якщо коли де
    тут там тепер зараз вже ще щоб бо тому так ні я ти він вона воно ми ви вони його її їх їм мене тебе нас вас
    бути був була було були буде будуть є може можна треба також лише тільки після перед раніше пізніше року
    роки років день сьогодні вчора завтра усі всі увесь який яка яке які якого якої яких котрий свій своя того
    той тієї тих цього цієї цих тому потім однак проте адже навіть дуже більше менше понад майже під час разом
    проти серед щодо згідно тоді завжди ніколи хто кого нього неї них ним нею ними сам самі сказав сказала
    заявив повідомив повідомили повідомляє за словами в той же час у та й йому чим ким свого собою
    нехай хай ось поки доки хоча яким якому котра мабуть отже нам вам учора весь мав мали заяви`,
  ru: `и что как это этот эта эти не на до за от из с для о об при под над между через без но или ли если
    когда где здесь там теперь сейчас уже еще ещё чтобы потому так нет я ты он она оно мы вы они его ее её их
    им меня тебя нас вас быть был была было были будет будут есть может можно нужно надо также только после
    перед раньше позже года лет день сегодня вчера завтра все всё весь который которая которое которые которого
    которой которых свой своя того тот той тех этого этой этих тем потом однако ведь даже очень больше меньше
    более менее почти во время вместе против среди согласно тогда всегда никогда кто кого него нее них ним ней
    ними сам сами сказал сказала заявил сообщил сообщили сообщает по словам в то же время у к со ко мне себя ему чем кем
    своего своей своих своим своем свои ли ведь вот тоже лишь пока хотя никто ничего пожалуйста спасибо нам вам про`,
  be: `і ў што як гэта гэты гэтая гэтыя не на да за ад з са для пра пры пад над між праз без але або ці калі дзе
    тут там цяпер зараз ужо яшчэ каб бо таму так не я ты ён яна яно мы вы яны яго яе іх ім мяне цябе нас вас
    быць быў была было былі будзе будуць ёсць можа можна трэба таксама толькі пасля перад раней пазней года
    гадоў дзень сёння учора заўтра усе ўсе увесь які якая якое якія якога якой якіх свой свая таго той тых
    гэтага гэтай гэтых тым потым аднак нават вельмі больш менш амаль падчас разам супраць сярод паводле тады
    заўсёды ніколі хто каго сам самі сказаў сказала заявіў паведаміў паведамілі словах у і ды`,
  bg: `и че как това този тази тези не на до за от с със за при под над между през без но или ли ако когато
    къде тук там сега вече още да защото така аз ти той тя то ние вие те го я ги му им мен теб нас вас бъде
    беше бяха ще може трябва също само след преди по-рано по-късно година години ден днес вчера утре всички
    всичко целия който която което които чийто свой своя него нея тях тогава обаче дори много повече по-малко
    почти време заедно срещу сред според винаги никога кой кого каза заяви съобщи съобщиха думите в във е са
    съм си се бил била било били няма има един една едно ми ти ме те ли ни ви какво защо нещо някой искам
    имам имаме имат мога можеш сме сте`,
  sr: `и да је у на за од са се не као што то овај ова ово ови до при под над између кроз без али или ли ако
    када где овде тамо сада већ још јер тако ја ти он она оно ми ви они га је их му им мене тебе нас вас бити
    био била било били биће може треба такође само после пре раније касније године година дан данас јуче сутра
    сви све који која које којег којих свој своја тога тај те тих тада међутим чак веома више мање скоро време
    заједно против међу према увек никад ко кога рекао рекла изјавио саопштио речима с су сам смо сте бих би
    нема има један једна једно ће нису није ме те си ни шта зашто нешто неко имам имамо имају могу можеш нека
    јесте њихов наш ваш мој твој био`,
  mk: `и да е во на за од со се не како што тоа овој оваа ова овие до при под над меѓу низ без но или ли ако
    кога каде тука таму сега веќе уште дека затоа така јас ти тој таа тоа ние вие тие го ја ги му им мене тебе
    нас вас биде беше беа ќе може треба исто само по пред порано подоцна година години ден денес вчера утре
    сите сè целиот кој која кое кои чиј свој своја него неа нив тогаш меѓутоа дури многу повеќе помалку речиси
    време заедно против меѓу според секогаш никогаш кого рече изјави соопшти зборовите сум сме сте се бил била
    било биле нема има еден една едно нè ѝ си ми ти ме те не ве ни ви му им дали зошто бидејќи затоа нешто некој сакам
    сакаш имам имаме имаат можам може можеш треба би`,
  en: `the of and to in a is that for it as was with be by on not he his but at are this have from or had an
    they which one you were all her she there would their we him been has when who will no more if out so said
    what up its about into than them can only other new some could time these two may then do first any my now
    such like our over even most after also did many before must through years where much your way down should
    because each just those people how too little under says according told against during while without`,
  de: `der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er
    hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum haben nur oder aber vor zur bis
    mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann unter wir soll ich
    eines jahr zwei jahren diese dieser wieder keine uhr seiner worden will zwischen immer was sagte`,
  fr: `de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la avec son
    aux d'un cette d'une ont ses mais comme on tout nous sa été fait ou leur bien peut ces y à deux cela ils elle
    entre dont même selon après avant était aussi sans où être avoir contre encore pendant très alors depuis`,
  es: `de la que el en y a los del se las por un para con no una su al lo como más pero sus le ya o este sí
    porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les
    ni contra otros ese eso ante ellos e esto mí antes algunos qué unos yo otro otras según años dijo fue ha`,
  it: `di e il la che in a per un è non una sono da del le con i si dei ha al come della nel più ma anche alla
    gli delle lo se o dal ci questo nella su suo dopo sua loro essere stato stata hanno tra ed anni prima due
    due questa tutti quando dalla molto senza contro secondo ancora già così sia ai degli nei perché`,
  pt: `de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi ao ele das tem à seu
    sua ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos
    ter seus quem nas me esse eles você essa num nem suas meu às segundo anos disse contra durante`,
  ro: `de și în a la cu pe din nu că o un este pentru care mai se ce sau dar au fost prin după fi ale unui lui
    sunt ca are cel cea cei cele când dacă între până fără doar foarte acest această acesta astfel către despre
    să îi își le mi ne va vor am ai asupra potrivit ani spus împotriva timpul`,
  pl: `w i na z się nie do to że o jest jak po a od za przez co dla tym ale ma czy już są ze tak przy być jego
    tego jej oraz który która które których także tylko może pod lub bardzo gdy jednak przed było był była będzie
    roku lat między bez według dzisiaj wczoraj mnie nas ich im go ją się powiedział podczas przeciwko jeszcze`,
  cs: `a se v na je že s z do to i o k ve pro za by ale si po jako podle od jsem tak jeho který která které až
    nebo být jsou co už při jen jak ze před však také byl byla bylo byly bude jeho její než má může mezi není
    roku let bez pouze proti během ještě když kde kdy aby které řekl uvedl dnes včera letos loni jsme jste vám nás`,
  sk: `a sa v na je že s z do to aj o k vo pre za by ale si po ako podľa od som tak jeho ktorý ktorá ktoré až
    alebo byť sú čo už pri len zo pred však tiež bol bola bolo boli bude jej než má môže medzi nie roku rokov
    bez iba proti počas ešte keď kde kedy aby povedal uviedol dnes včera vlani tohto sme ste vám nás`,
  sl: `in je v na za se da so z ki po ne pri tudi kot od iz bi do o pa ali še le bo kar bil bila bilo bili med
    ter lahko leta let ni sem smo ste če ko tako že pred pod brez samo zelo kjer danes včeraj rekel`,
  hr: `i je u na se za da su s od a kao o što koji koja koje ne iz do ili će po bi nije ali više još samo nakon
    te kako prema tijekom između bez prije sve jer rekao danas jučer ima bio bila bilo gdje tko tjedan uvjet`,
  'sr-Latn': `i je u na se za da su sa od a kao o što koji koja koje ne iz do ili će po bi nije ali više još samo
    posle te kako prema tokom između bez pre sve jer rekao danas juče ima bio bila bilo gde ko nedelja uslov`,
  nl: `de van het een en in is dat op te zijn met voor niet die aan er om ook als dan maar bij of uit nog naar
    heeft hij door over ze werd wordt tot worden meer wel geen je deze hun was kan na tegen tijdens volgens`,
  sv: `och i att det som en på är av för med till den har de inte om ett han men var sig så från vi kan när år
    under också efter eller nu där vid mot ska skulle kommer ut får finns vara hade alla andra mycket sade`,
  hu: `a az és hogy nem is egy ez azt volt meg csak de mint már van ki el még ha vagy kell ezt lesz minden fel
    után itt ott nagyon több szerint között ellen alatt most akkor amely aki ami lehet`,
};

/** By key of `ALPHABETS`. */
export const FUNCTION_WORDS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(LISTS).map(([key, list]) => [key, [...new Set(list.split(/\s+/))]]),
);

const sets = new Map<string, ReadonlySet<string>>();

function setOf(key: string): ReadonlySet<string> {
  let set = sets.get(key);
  if (set === undefined) {
    set = new Set(FUNCTION_WORDS[key] ?? []);
    sets.set(key, set);
  }
  return set;
}

/** Frequent words in `text` that `key` has and none of `rivals` has: at most four, in order of appearance. */
export function tellingWords(text: string, key: string, rivals: readonly string[]): string[] {
  const own = setOf(key);
  const found = new Set<string>();
  for (const [word] of text
    .slice(0, 400)
    .toLowerCase()
    .matchAll(/[\p{L}\p{M}'’]+/gu)) {
    if (own.has(word) && rivals.every((rival) => rival === key || !setOf(rival).has(word))) found.add(word);
    if (found.size === 4) break;
  }
  return [...found];
}
