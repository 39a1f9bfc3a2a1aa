const [base] = process.argv.slice(2);

async function ask(path, body) {
  const response = await fetch(`${base}/api/v1/${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.TOVMACH_SERVE_TOKEN}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

const { segments } = await ask('detect', { text: 'Мер обіцяє відремонтувати міст до кінця осені. The bridge is old.' });
for (const { lang, text } of segments) console.log(lang, text);
const { translations } = await ask('translate', { texts: ['Рада ухвалила бюджет міста на наступний рік.'], to: 'en' });
for (const { text, status } of translations) console.log(status, text);
