import { createTovmach } from 'tovmach';

const tovmach = await createTovmach({ config: { targets: ['en'], languages: ['uk', 'en'], memory: { files: ['memory.tmx'] } } });
const { segments } = tovmach.detectText('Рада ухвалила бюджет міста на наступний рік. Breaking news.');
for (const { lang, text } of segments) console.log(lang, text);
const { text, status } = await tovmach.translateText('Рада ухвалила бюджет міста на наступний рік.', { to: 'en' });
console.log(status, text);
await tovmach.close();
