/**
 * Cities by language: exemplar cities of the time zones of CLDR (npm cldr-dates-full 48.2.0, Unicode License v3,
 * © 1991-2026 Unicode, Inc.), written by bench/cities.mjs. A field that is empty is the English name.
 */
export const CITY_LANGUAGES =
  'en uk ru be pl cs sk bg sr hr sl de nl sv da nb fi et lv lt hu ro fr es pt it el tr ka az kk he ar fa zh ja ko';

export const CITIES = `
Abidjan|Абіджан|Абиджан|Абіджан|Abidżan|Abidžan||Абиджан|Абиџан||Abidžan||||||||Abidžana|Abidžanas||||Abiyán|||Αμπιτζάν||აბიჯანი|Abican|Абиджан|אביג׳אן|أبيدجان|آبیجان|阿比让|アビジャン|아비장
Accra|Аккра|Аккра|Акра|Akra||Akkra|Акра|Акра||Akra||||||||Akra|Akra||||Acra|Acra||Άκρα|Akra|აკრა|Akkra|Аккра|אקרה|أكرا|اکرا|阿克拉|アクラ|아크라
Adak|Адак|Адак|Адак||||Адак|Адак||||||||||Adaka|Eidakas|||||||Άντακ||ადაკი||Адак|אדאק|أداك|ایدک|埃达克|アダック|에이닥
Addis Ababa|Аддис-Абеба|Аддис-Абеба|Адыс-Абеба|Addis Abeba|Addis Abeba|Addis Abeba|Адис Абеба|Адис Абеба|Addis Abeba|Adis Abeba|Addis Abeba|Addis Abeba|Addis Abeba|Addis Abeba|Addis Abeba|Addis Abeba|Addis Abeba|Adisabeba|Adis Abeba|Addisz-Abeba|Addis Abeba|Addis-Abeba|Adís Abeba|Adis Abeba|Addis Abeba|Αντίς Αμπέμπα||ადის-აბება|Əddis Əbəbə|Аддис-Абеба|אדיס אבבה|أديس أبابا|آدیس آبابا|亚的斯亚贝巴|アジスアベバ|아디스아바바
Adelaide|Аделаїда|Аделаида|Адэлаіда||||Аделаида|Аделејд||||||||||Adelaida|Adelaidė|||Adélaïde|Adelaida|||Αδελαΐδα||ადელაიდა|Adelaida|Аделаида|אדלייד|أديليد|آدلاید|阿德莱德|アデレード|애들레이드
Aden|Аден|Аден|Адэн||||Аден|Аден||||||||||Adena|Adenas|Áden|||Adén|Áden||Άντεν||ადენი||Аден|עדן|عدن|عدن|亚丁|アデン|아덴
Aktau|Актау|Актау|Актау||||Актау|Актау||||||||Aqtaw||||||Aktaou||||Ακτάου|Aktav|აქტაუ||Ақтау|אקטאו|أكتاو|آقتاو|阿克套|アクタウ|아크타우
Algiers|Алжир|Алжир|Алжыр|Algier|Alžír|Alžír|Алжир|Алжир|Alžir|Alžir|Algier||Alger|Algier|Alger|Alger|Alžiir|Alžīra|Alžyras|Algír|Alger|Alger|Argel|Argel|Algeri|Αλγέρι|Cezayir|ალჟირი|Əlcəzair|Алжир|אלג׳יר|الجزائر|الجزیره|阿尔及尔|アルジェ|알제
Almaty|Алмати|Алматы|Алматы|Ałmaty||Alma‑Ata|Алмати|Алмати|Alma Ata|Almati||Alma-Ata|||||Almatõ|Almati|Alma Ata|Alma-Ata|Almatî|Alma Ata||||Αλμάτι|Almatı|ალმატი|Almatı|Алматы|אלמאטי|ألماتي|آلماتی|阿拉木图|アルマトイ|알마티
Amman|Амман|Амман|Аман||Ammán|Ammán|Аман|Аман||Aman||||||||Ammāna|Amanas|Ammán|||Ammán|Amã||Αμμάν||ამანი||Амман|עמאן|عمّان|عَمان|安曼|アンマン|암만
Amsterdam|Амстердам|Амстердам|Амстэрдам||||Амстердам|Амстердам||||||||||Amsterdama|Amsterdamas|Amszterdam|||Ámsterdam|Amsterdã||Άμστερνταμ||ამსტერდამი||Амстердам|אמסטרדם|أمستردام|آمستردام|阿姆斯特丹|アムステルダム|암스테르담
Anadyr|Анадир|Анадырь|Анадыр||||Анадир|Анадир|Anadir|Anadir|||||||Anadõr|Anadira|Anadyris|Anadir|Anadir||Anádyr||Anadyr’|Αναντίρ|Anadır|ანადირი|Anadır|Анадыр|אנדיר|أندير|آنادیر|阿纳德尔|アナディリ|아나디리
Anchorage|Анкоридж|Анкоридж|Анкарыдж||||Анкъридж|Енкориџ||||||||||Ankurāža|Ankoridžas|||||||Άνκορατζ||ენქორაჯი|Ankorac|Анкоридж|אנקורג׳|أنشوراج|انکوریج|安克雷奇|アンカレッジ|앵커리지
Andorra|Андорра|Андорра|Андора|Andora|||Андора|Андора|Andora|Andora||||||||Andora|Andora|||Andorre||||Ανδόρα||ანდორა||Андорра|אנדורה|أندورا|آندورا|安道尔|アンドラ|안도라
Anguilla|Анґілья|Ангилья|Ангілья||||Ангуила|Ангвила|Angvila|Angvila||||||||Angilja|Angilija||||Anguila|Anguila||Ανγκουίλα||ანგილია|Angilya|Ангилья|אנגווילה|أنغويلا|آنگوئیلا|安圭拉|アンギラ|앙귈라
Antananarivo|Антананаріву|Антананариву|Антананарыву|Antananarywa|||Антананариво|Антананариво||||||||||Antananarivu|Antananaryvas|||||||Ανταναναρίβο||ანტანანარივუ||Антананариву|אנטננריבו|أنتاناناريفو|آنتاناناریوو|安塔那那利佛|アンタナナリボ|안타나나리보
Antigua|Антиґуа|Антигуа|Антыгуа||||Антигуа|Антигва||||||||||Antigva|Antigva|||||Antígua||Αντίγκουα||ანტიგუა|Antiqua|Антигуа|אנטיגואה|أنتيغوا|آنتیگوا|安提瓜|アンティグア|안티과
Apia|Апіа|Апиа|Апія||||Апия|Апија||||||||||Apija|Apija|||||||Απία||აპია||Апиа|אפיה|أبيا|آپیا|阿皮亚|アピア|아피아
Aqtobe|Актобе|Актобе|Актабэ|Aktiubińsk|Aktobe|Aktobe|Актобе|Акутобе|Aktobe|Aktobe|Aktobe|Aqtöbe|Aqtöbe|Aktobe|Aqtöbe|Aqtöbe|Aktöbe|Aktebe|Aktiubinskas|Aktöbe|Aktobe|Aktioubinsk|Aktobe|Aktobe|Aqtöbe|Ακτόμπε|Aktöbe|აქტობე||Ақтөбе|אקטובה|أكتوب|آقتوبه|阿克托别|アクトベ|악토브
Araguaína|Араґуаіна|Арагуаина|Арагуаіна||||Арагуайна|Арагвајана||||||||||Aragvaina|Aragvajana|||||||Αραγκουάινα||არაგუაინა|Araguayna|Арагуаина|אראגואינה|أروجوانيا|آراگواینا|阿拉瓜伊纳|アラグァイナ|아라과이나
Argentina
Aruba|Аруба|Аруба|Аруба||||Аруба|Аруба||||||||||||||||||Αρούμπα||არუბა||Аруба|ארובה|أروبا|اروبا|阿鲁巴|アルバ|아루바
Ashgabat|Ашгабат|Ашхабад|Ашгабат|Aszchabad|Ašchabad|Ašchabad|Ашхабад|Ашхабад|Ašgabat|Ašhabad|Aşgabat|Asjchabad|Asjchabad|Asjkhabad|Asjkhabad|Ašgabat|Aşgabat|Ašgabata|Ašchabadas|Asgabat|Așgabat|Achgabat|Asjabad|Asgabate||Ασχαμπάτ|Aşkabat|აშხაბადი|Aşqabat|Ашхабад|אשגבט|عشق آباد|عشق‌آباد|阿什哈巴德|アシガバード|아슈하바트
Asmara|Асмера|Асмэра|Асмара||||Асмара|Асмера||||||||||||Aszmara||||||Ασμάρα||ასმარა|Əsmərə|Асмара|אסמרה|أسمرة|اسمره|阿斯马拉|アスマラ|아스메라
Astrakhan|Астрахань|Астрахань|Астрахань|Astrachań|Astrachaň|Astrachán|Астрахан|Астракан|Astrahan|Astrahan|Astrachan|||||Astrahan|Astrahan|Astrahaņa|Astrachanė|Asztrahán|Astrahan||Astracán|Astracã||Αστραχάν|Astrahan|ასტრახანი|Həştərxan|Астрахан|אסטרחן|أستراخان|آستراخان|阿斯特拉罕|アストラハン|아스트라한
Asunción|Асунсьйон|Асунсьон|Асунсьён||||Асунсион|Асунсион||||||||||Asunsjona|Asunsjonas|||||Assunção||Ασουνσιόν||ასუნსიონი|Asunsion|Асунсьон|אסונסיון|أسونسيون|آسونسیون|亚松森|アスンシオン|아순시온
Athens|Афіни|Афины|Афіны|Ateny|Athény|Atény|Атина|Атина|Atena|Atene|Athen|Athene|Aten|Athen|Athen|Ateena|Ateena|Atēnas|Atėnai|Athén|Atena|Athènes|Atenas|Atenas|Atene|Αθήνα|Atina|ათენი|Afina|Афина|אתונה|أثينا|آتن|雅典|アテネ|아테네
Atikokan|Атікокан|Корал-Харбор|Атыкокан||||Атикокан|Корал Харбур||||||||||Atikokana|Atikokanas|||||||Ατικόκαν||ატიკოკანი||Атикокан|אטיקוקן|كورال هاربر|اتکوکان|阿蒂科肯|アティコカン|코랄하버
Atyrau|Атирау|Атырау|Атырау||||Атърау|Атирау||||Atıraw||||Atıraw|Atõrau|Atirau||Atirau|Atîrau|Atyraou||||Ατιράου|Atırav|ატირაუ|Atırau|Атырау|אטיראו|أتيراو|آتیراو|阿特劳|アティラウ|아티라우
Auckland|Окленд|Окленд|Окленд||||Окланд|Окланд||||||||||Oklenda|Oklandas|||||||Όκλαντ||ოკლენდი|Oklənd|Окленд|אוקלנד|أوكلاند|اوکلند|奥克兰|オークランド|오클랜드
Azores|Азорські острови|Азорские о-ва|Азорскія астравы|Azory|Azorské ostrovy|Azory|Азорски острови|Азори|Azori|Azori|Azoren|Azoren|Azorerna|Azorerne|Asorene|Azorit|Assoorid|Azoru salas|Azorai|Azori-szigetek|Azore|Açores||Açores|Azzorre|Αζόρες|Azor Adaları|აზორის კუნძულები|Azor|Азор аралдары|האיים האזוריים|أزورس|آزور|亚速尔群岛|アゾレス|아조레스
Baghdad|Багдад|Багдад|Багдад|Bagdad|Bagdád|Bagdad|Багдад|Багдад|Bagdad|Bagdad|Bagdad|Bagdad|Bagdad|Bagdad|Bagdad|Bagdad|Bagdad|Bagdāde|Bagdadas|Bagdad|Bagdad|Bagdad|Bagdad|Bagdá||Βαγδάτη|Bağdat|ბაღდადი|Bağdad|Бағдат|בגדד|بغداد|بغداد|巴格达|バグダッド|바그다드
Bahia|Байя|Баия|Баія|Salvador|Bahía||Баия|Баија||||||||||Baija|Baija||||Bahía|||Μπαΐα||ბაია|Bahiya|Баия|באהיה|باهيا|بایا|巴伊亚|バイーア|바히아
Bahrain|Бахрейн|Бахрейн|Бахрэйн|Bahrajn|Bahrajn|Bahrajn|Бахрейн|Бахреин|Bahrein|Bahrajn||Bahrein|||||Bahrein|Bahreina|Bahreinas|Bahrein||Bahreïn|Baréin|Bahrein|Bahrein|Μπαχρέιν|Bahreyn|ბაჰრეინი|Bəhreyn|Бахрейн|בחריין|البحرين|بحرین|巴林|バーレーン|바레인
Bahía de Banderas|Баїя Бандерас|Баия-де-Бандерас|Баія-дэ-Бандэрас|Bahia Banderas|Bahia Banderas|Bahia Banderas|Баия де Бандерас|Баија Бандерас|Bahia Banderas|Bahia de Banderas|Bahia Banderas|||Bahia Banderas|Bahía Banderas||Bahia Banderas|Bajabanderasa|Bahia Banderasas|Bahia Banderas|Bahia Banderas|Bahia de Banderas||Bahia de Banderas||Μπαΐα ντε Μπαντέρας|Bahia Banderas|ბაჰია ბანდერასი|Bahia Banderas|Баия-де-Бандерас|באהיה בנדרס|باهيا بانديراس|باهیا باندراس|巴伊亚班德拉斯|バイアバンデラ|바이아 반데라스
Baku|Баку|Баку|Баку||||Баку|Баку||||Bakoe|||||Bakuu|||||Bakou|Bakú|||Μπακού|Bakü|ბაქო|Bakı|Баку|באקו|باكو|باکو|巴库|バクー|바쿠
Bamako|Бамако|Бамако|Бамако||||Бамако|Бамако|||||||||||Bamakas|||||||Μπαμάκο||ბამაკო||Бамако|במאקו|باماكو|باماکو|巴马科|バマコ|바마코
Bangkok|Бангкок|Бангкок|Бангкок||||Банкок|Бангкок||||||||||Bangkoka|Bankokas|||||||Μπανγκόκ||ბანგკოკი|Banqkok|Бангкок|בנגקוק|بانكوك|بانکوک|曼谷|バンコク|방콕
Bangui|Банґі|Банги|Бангі|Bangi|||Бангуи|Бангуи||||||||||Bangi|Bangis|||||||Μπανγκί||ბანგი|Banqui|Банги|בנגואי|بانغوي|بانگی|班吉|バンギ|방기
Banjul|Банжул|Банжул|Банджул|Bandżul|||Банджул|Банжул||||||||||Bandžula|Bandžulis|||||||Μπανζούλ||ბანჯული|Bancul|Банжул|בנג׳ול|بانجول|بانجول|班珠尔|バンジュール|반줄
Barbados|Барбадос|Барбадос|Барбадас||||Барбадос|Барбадос||||||||||Barbadosa|Barbadosas|||La Barbade||||Μπαρμπέιντος||ბარბადოსი||Барбадос|ברבדוס|بربادوس|باربادوس|巴巴多斯|バルバドス|바베이도스
Barnaul|Барнаул|Барнаул|Барнаул|Barnauł|||Барнаул|Барнаул||||||||||Barnaula|Barnaulas||||Barnaúl|||Μπαρναούλ||ბარნაული||Барнауыл|ברנאול|بارناول|بارنائول|巴尔瑙尔|バルナウル|바르나울
Beirut|Бейрут|Бейрут|Бейрут|Bejrut|Bejrút|Bejrút|Бейрут|Бејрут||Bejrut||Beiroet||||||Beirūta|Beirutas|Bejrút||Beyrouth||Beirute||Βυρητός|Beyrut|ბეირუთი|Beyrut|Бейрут|ביירות|بيروت|بیروت|贝鲁特|ベイルート|베이루트
Belgrade|Белград|Белград|Бялград|Belgrad|Bělehrad|Belehrad|Белград|Београд|Beograd|Beograd|Belgrad|Belgrado|Belgrad|Beograd|Beograd|Belgrad|Belgrad|Belgrada|Belgradas|Belgrád|Belgrad||Belgrado|Belgrado|Belgrado|Βελιγράδι|Belgrad|ბელგრადი|Belqrad|Белград|בלגרד|بلغراد|بلگراد|贝尔格莱德|ベオグラード|베오그라드
Belize|Беліз|Белиз|Беліз||||Белиз|Белизе||||||||||Beliza|Belizas||||Belice|||Μπελίζ||ბელიზი|Beliz|Белиз|בליז|بليز|بلیز|伯利兹|ベリーズ|벨리즈
Belém|Белен|Белен|Белен||||Белем|Белем||||||||||Belena|Belenas||||Belén|||Μπελέμ||ბელემი||Белен|בלם|بلم|بلم|贝伦|ベレン|벨렘
Berlin|Берлін|Берлин|Берлін||Berlín|Berlín|Берлин|Берлин||||Berlijn||||Berliini|Berliin|Berlīne|Berlynas||||Berlín|Berlim|Berlino|Βερολίνο||ბერლინი||Берлин|ברלין|برلين|برلین|柏林|ベルリン|베를린
Bermuda|Бермуди|Бермудские о-ва|Бермудскія астравы|Bermudy|Bermudy|Bermudy|Бермудски острови|Бермуда|Bermudi|Bermudi||||||||||||Bermudes|Bermudas|Bermudas||Βερμούδες||ბერმუდა|Bermud adaları|Бермуд аралдары|ברמודה|برمودا|برمودا|百慕大|バミューダ|버뮤다
Bishkek|Бішкек|Бишкек|Бішкек|Biszkek|Biškek|Biškek|Бишкек|Бишкек|Biškek|Biškek|Bischkek|Bisjkek|Bisjkek|Bisjkek|Bisjkek|Biškek|Biškek|Biškeka|Biškekas|Biskek|Bișkek|Bichkek||||Μπισκέκ|Bişkek|ბიშკეკი|Bişkek|Бішкек|בישקק|بشكيك|بیشکک|比什凯克|ビシュケク|비슈케크
Bissau|Бісау|Бисау|Бісау||||Бисау|Бисао||||||||||Bisava|Bisau||||Bisáu|||Μπισάου||ბისაუ||Бисау|ביסאו|بيساو|بیسائو|比绍|ビサウ|비사우
Blanc-Sablon|Блан-Саблон|Бланк-Саблон|Бланк-Саблон||||Блан-Саблон|Бланк-Сејблон||||||||||Blansablona|Blanč Sablonas|||||||Μπλαν Σαμπλόν||ბლან-საბლონი|Blank-Sablon|Бланк-Саблон|בלאן-סבלון|بلانك-سابلون|بلان‐سابلون|布兰克萨布隆|ブラン・サブロン|블랑 사블롱
Blantyre|Блантайр|Блантайр|Блантайр||||Блантайър|Блантир||||||||||Blantaira|Blantairas|||||||Μπλαντάιρ||ბლანტირი|Blantir|Блантайр|בלנטיר|بلانتاير|بلانتیره|布兰太尔|ブランタイヤ|블랜타이어
Boa Vista|Боа-Віста|Боа-Виста|Боа-Віста||||Боа Виста|Боа Виста||||||||||Boavista|Bua Vista|||||||Μπόα Βίστα||ბოა ვისტა||Боа-Виста|בואה ויסטה|باو فيستا|بوئاویستا|博阿维斯塔|ボアビスタ|보아 비스타
Bogotá|Боґота|Богота|Багата||||Богота|Богота||||||||||||||||||Μπογκοτά||ბოგოტა|Boqota|Богота|בוגוטה|بوغوتا|بوگوتا|波哥大|ボゴタ|보고타
Boise|Бойсе|Бойсе|Бойсэ||||Бойси|Бојзи||||||||||Boisisitija|Boisis|||||||Μπόιζι||ბუასი|Boyse|Бойсе|בויסי|بويس|بویسی|博伊西|ボイシ|보이시
Bougainville|Буґенвіль|Бугенвиль|Бугенвіль|Wyspa Bougainville’a|||Бугенвил|Буганвил||||||||||Bugenvila sala|Bugenvilis|||||||Μπουγκενβίλ||ბუგენვილი|Buqanvil|Бугенвиль|בוגנוויל|بوغانفيل|بوگنویل|布干维尔|ブーゲンビル|부갱빌
Bratislava|Братислава|Братислава|Браціслава|Bratysława|||Братислава|Братислава||||||||||||Pozsony||||||Μπρατισλάβα||ბრატისლავა||Братислава|ברטיסלבה|براتيسلافا|براتیسلاوا|布拉迪斯拉发|ブラチスラバ|브라티슬라바
Brazzaville|Браззавіль|Браззавиль|Бразавіль||||Бразавил|Бразавил||||||||||Brazavila|Brazavilis|||||||Μπραζαβίλ|Brazzavil|ბრაზავილი|Brazzavil|Браззавиль|ברזוויל|برازافيل|برازویل|布拉柴维尔|ブラザビル|브라자빌
Brisbane|Брісбен|Брисбен|Брысбен||||Бризбейн|Бризбејн||||||||||Brisbena|Brisbanas|||||||Μπρισμπέιν||ბრისბეინი|Brisbeyn|Брисбен|בריסביין|برسيبان|بریسبین|布里斯班|ブリスベン|브리스베인
Broken Hill|Брокен-Хілл|Брокен-Хилл|Брокен-Хіл||||Броукън Хил|Брокен Хил||||||||||Brokenhila|Broken Hilis|||||||Μπρόκεν Χιλ||ბროუკენ ჰილი||Брокен-Хилл|ברוקן היל|بروكن هيل|بروکن‌هیل|布罗肯希尔|ブロークンヒル|브로컨힐
Brunei|Бруней|Бруней|Бруней||Brunej|Brunej|Бруней|Брунеј|Brunej|Brunej|Brunei Darussalam|||||||Bruneja|Brunėjus||||Brunéi|||Μπρουνέι||ბრუნეი|Bruney|Бруней|ברוניי|بروناي|برونئی|文莱|ブルネイ|브루나이
Brussels|Брюссель|Брюссель|Брусель|Bruksela|Brusel|Brusel|Брюксел|Брисел|Bruxelles|Bruselj|Brüssel|Brussel|Bryssel|Bruxelles|Brussel|Bryssel|Brüssel|Brisele|Briuselis|Brüsszel|Bruxelles|Bruxelles|Bruselas|Bruxelas|Bruxelles|Βρυξέλλες|Brüksel|ბრიუსელი|Brüssel|Брюссель|בריסל|بروكسل|بروکسل|布鲁塞尔|ブリュッセル|브뤼셀
Bucharest|Бухарест|Бухарест|Бухарэст|Bukareszt|Bukurešť|Bukurešť|Букурещ|Букурешт|Bukurešt|Bukarešta|Bukarest|Boekarest|Bukarest|Bukarest|București|Bukarest|Bukarest|Bukareste|Bukareštas|Bukarest|București|Bucarest|Bucarest|Bucareste|Bucarest|Βουκουρέστι|Bükreş|ბუქარესტი|Buxarest|Бухарест|בוקרשט|بوخارست|بخارست|布加勒斯特|ブカレスト|부쿠레슈티
Budapest|Будапешт|Будапешт|Будапешт|Budapeszt|Budapešť|Budapešť|Будапеща|Будимпешта|Budimpešta|Budimpešta||Boedapest||||||Budapešta|Budapeštas||Budapesta|||Budapeste||Βουδαπέστη|Budapeşte|ბუდაპეშტი|Budapeşt|Будапешт|בודפשט|بودابست|بوداپست|布达佩斯|ブダペスト|부다페스트
Buenos Aires|Буенос-Айрес|Буэнос-Айрес|Буэнас-Айрэс||||Буенос Айрес|Буенос Ајрес||||||||||Buenosairesa|Buenos Airės|||||||Μπουένος Άιρες||ბუენოს-აირესი|Buenos Ayres|Буэнос-Айрес|בואנוס איירס|بوينوس أيرس|بوئنوس‌آیرس|布宜诺斯艾利斯|ブエノスアイレス|부에노스 아이레스
Bujumbura|Бужумбура|Бужумбура|Бужумбура|Bużumbura|||Бужумбура|Буџумбура||||||||||Bužumbura|Bužumbūra|||||||Μπουζουμπούρα||ბუჯუმბურა||Бужумбура|בוג׳ומבורה|بوجومبورا|بوجومبورا|布琼布拉|ブジュンブラ|부줌부라
Büsingen|Бюзінген|Бюзинген-на-Верхнем-Рейне|Бюзінген|Büsingen am Hochrhein|||Бюзинген|Бисинген|||||Büsingen am Hochrhein|||||Bīzingene|Biusingenas|||||||Μπίσινγκεν||ბუსინგენი||Бюзинген-ам-Хохрайн|ביזינגן|بوسنغن|بازنگن|布辛根|ビュージンゲン|뷔지겐
Cairo|Каїр|Каир|Каір|Kair|Káhira|Káhira|Кайро|Каиро|Kairo|Kairo|Kairo|Caïro|Kairo||Kairo|Kairo|Kairo|Kaira|Kairas|Kairó||Le Caire|El Cairo||Il Cairo|Κάιρο|Kahire|კაირო|Qahirə|Каир|קהיר|القاهرة|قاهره|开罗|カイロ|카이로
Cambridge Bay|Кеймбрідж-Бей|Кеймбридж-Бей|Кембрыдж-Бей||||Кеймбридж Бей|Кембриџ Беј||||||||||Kembridžbeja|Keimbridž Bėjus|||||||Κέμπριτζ Μπέι||კემბრიჯ ბეი|Kembric Körfəzi|Кембридж-Бей|קיימברידג׳ ביי|كامبرديج باي|کمبریج‌بی|剑桥湾|ケンブリッジベイ|케임브리지 베이
Campo Grande|Кампу-Ґранді|Кампу-Гранди|Кампу-Гранды||||Кампо Гранде|Кампо Гранде||||||||||Kampugrandi|Kampo Grandė|||||||Κάμπο Γκράντε||კამპო გრანდე|Kampo Qrande|Кампу-Гранди|קמפו גרנדה|كومبو جراند|کمپو گرانده|大坎普|カンポグランデ|캄포 그란데
Canaries|Канарські острови|Канарские о-ва|Канарскія астравы|Wyspy Kanaryjskie|Kanárské ostrovy|Kanárske ostrovy|Канарски острови|Канарска острва|Kanari|Kanarski otoki|Kanaren|Canarische Eilanden|Kanarieöarna|De Kanariske Øer|Kanariøyene|Kanariansaaret|Kanaari saared|Kanāriju salas|Kanarų salos|Kanári-szigetek|Canare|Îles Canaries|Canarias|Canárias|Canarie|Κανάρια|Kanarya Adaları|კანარი|Kanar|Канар аралдары|האיים הקנריים|كناري|قناری|加那利|カナリア|카나리아 제도
Cancún|Канкун|Канкун|Канкун||||Канкун|Канкун|Cancun|Cancun||Cancun||Cancun||||Kankuna|Kankūnas||Cancun|||||Κανκούν|Cancun|კანკუნი|Kankun|Канкун|קנקון|كانكون|کانکون|坎昆|カンクン|칸쿤
Canton Island|Кантон|о-в Кантон|Кантон|Kanton|Kanton|Canton|Кантон|Кантон|Canton|Kanton|Canton|Kanton|Kantonatollen||Kantonøya|Abariringa|Abariringa|Kantona|Kantono sala|Canton-sziget|Insula Canton|Canton|Isla Kanton|Ilha de Canton|Canton|Καντών|Canton Adası|კანტონი|Kanton|Кантон|קנטון|كانتون|کانتون|坎顿岛|カントン島|칸톤
Cape Verde|Кабо-Верде|Кабо-Верде|Каба-Вердэ|Republika Zielonego Przylądka|Kapverdy|Kapverdy|Кабо Верде|Зеленортска Острва||Zelenortski otoki|Cabo Verde|Kaapverdië|Kap Verde|Kap Verde|Kapp Verde|Kap Verde|Roheneemesaared|Kaboverde|Žaliasis Kyšulys|Zöld-foki szigetek|Capul Verde|Cap-Vert|Cabo Verde|Cabo Verde|Capo Verde|Πράσινο Ακρωτήριο||კაბო-ვერდე|Kape Verde|Кабо-Верде|כף ורדה|الرأس الأخضر|کیپ‌ورد|佛得角|カーボベルデ|카보 베르데
Caracas|Каракас|Каракас|Каракас||||Каракас|Каракас||||||||||Karakasa|Karakasas|||||||Καράκας||კარაკასი|Karakas|Каракас|קראקס|كاراكاس|کاراکاس|加拉加斯|カラカス|카라카스
Casablanca|Касабланка|Касабланка|Касабланка||||Казабланка|Казабланка||||||||||Kasablanka|Kasablanka|||||||Καζαμπλάνκα|Kazablanka|კასაბლანკა|Kasablanka|Касабланка|קזבלנקה|الدار البيضاء|کازابلانکا|卡萨布兰卡|カサブランカ|카사블랑카
Catamarca|Катамарка|Катамарка|Катамарка||||Катамарка|Катамарка||||||||||Katamarka|Katamarka|||||||Καταμάρκα||კატამარკა|Katamarka|Катамарка|קטמרקה|كاتاماركا|کاتامارکا|卡塔马卡|カタマルカ|카타마르카
Cayenne|Каєнна|Кайенна|Каена|Kajenna|||Кайен|Кајен||||||||||Kajenna|Kajenas||||Cayena|Caiena|Caienna|Καγιέν||კაიენა|Kayen|Кайенна|קאיין|كايين|کاین|卡宴|カイエンヌ|카옌
Cayman|Кайманові Острови|Острова Кайман|Кайманавы астравы|Kajmany|Kajmanské ostrovy|Kajmanie ostrovy|Кайманови острови|Кајманска Острва||Kajman|Kaimaninseln||Caymanöarna|Caymanøerne|Caymanøyene|||Kaimanu salas|Kaimanas|Kajmán-szigetek||Caïmans|Caimán|||Κέιμαν||კაიმანი|Kayman|Кайман аралдары|קיימן|كايمان|کیمن|开曼|ケイマン|케이맨
Ceuta|Сеута|Сеута|Сеута||||Сеута|Сеута||||||||||Seuta|Seuta|||||||Θέουτα|Septe|სეუტა|Seuta|Сеута|סאוטה|سيتا|سبته|休达|セウタ|세우타
Chagos Archipelago|Чаґос|Чагос|Чагас|Czagos|||Чагос|Чагос||||Chagosarchipel||||||Čagosa|Čagosas|||||||Τσάγκος||ჩაგოსი|Çaqos|Чагос|צ׳אגוס|تشاغوس|شاگوس|查戈斯|チャゴス|차고스
Chatham Islands|Чатем|Чатем|Чатэм||Chathamské ostrovy||Чатам|Чатам||||||||Chathamsaaret||Četema|Čatamas|Chatham-szigetek||||Chatnam||Τσάταμ||ჩათამი|Çatam|Чатем|צ׳אטהאם|تشاثام|چت‌هام|查塔姆|チャタム|채텀
Chicago|Чікаґо|Чикаго|Чыкага||||Чикаго|Чикаго||||||||||Čikāga|Čikaga|||||||Σικάγο||ჩიკაგო|Çikaqo|Чикаго|שיקגו|شيكاغو|شیکاگو|芝加哥|シカゴ|시카고
Chihuahua|Чіуауа|Чиуауа|Чыўаўа||||Чиуауа|Чихуахуа||||||||||Čivava|Čihuahua|||||||Τσιουάουα||ჩიჰუაჰუა|Çihuahua|Чиуауа|צ׳יוואווה|تشيواوا|چیواوا|奇瓦瓦|チワワ|치와와
Chita|Чита|Чита|Чыта|Czyta|Čita|Čita|Чита|Чита|Čita|Čita|Tschita||Tjita||Tsjita|Tšita|Tšita|Čita|Čita|Csita|Cita|Tchita|Chitá||Čita|Τσιτά|Çita|ჩიტა|Çita|Чита|צ׳יטה|تشيتا|چیتا|赤塔|チタ|치타
Chișinău|Кишинів|Кишинев|Кішынёў|Kiszyniów|Kišiněv|Kišiňov|Кишинев|Кишињев|Kišinjev|Kišinjev||||||Chişinău||Kišiņeva|Kišiniovas||||Chisináu|||Κισινάου|Kişinev|კიშინიოვი|Kişinyov|Кишинев|קישינב|تشيسيناو|کیشیناو|基希讷乌|キシナウ|키시나우
Christmas Island|Острів Різдва|о-в Рождества|Востраў Каляд|Wyspa Bożego Narodzenia|Vánoční ostrov|Vianočný ostrov|Рождество|Божић||Božični otok|Weihnachtsinsel|Christmaseiland|Julön|Juleøen|Christmasøya|Joulusaari|Jõulusaar|Ziemsvētku sala|Kalėdų Sala|Karácsony-sziget|Insula Christmas||Navidad|||Νήσος Χριστουγέννων||შობის კუნძული|Milad|Рождество аралы|האי כריסטמס|كريسماس|کریسمس|圣诞岛|クリスマス島|크리스마스
Chuuk|Чуук|Трук|Трук||Chuukské ostrovy||Чуюк|Трук||||||||||Čūka|Čukas|Truk||||||Τσουκ||ჩუუკი|Çuuk|Трук|צ׳וק|ترك|چوک|特鲁克群岛|チューク|트루크
Ciudad Juárez|С’юдад-Хуарес|Сьюдад-Хуарес|Сьюдад-Хуарэс||||Сиудад Хуарес|Сиудад Хуарез||||||||||Huaresa|Siudad Chuaresas|||||||Σιουδάδ Χουάρες||სიუდად-ხუარესი||Сьюдад-Хуарес|סיודד חוארס|سيوداد خواريز|سیوداد خوارز|华雷斯城|シウダー・フアレス|시우다드후아레스
Cocos Islands|Кокосові острови|Кокосовые о-ва|Какосавыя астравы|Wyspy Kokosowe|Kokosové ostrovy|Kokosové ostrovy|Кокосови острови|Кокос||Kokosovi otoki||Cocoseilanden|Kokosöarna||Kokosøyene|Kookossaaret|Kookossaared|Kokosu|Kokosų sala|Kókusz-sziget||||||Κόκος||ქოქოსი|Kokos|Кокос аралдары|קוקוס|كوكوس|کوکوس|可可斯|ココス諸島|코코스
Colombo|Коломбо|Коломбо|Каломба|Kolombo|Kolombo|Kolombo|Коломбо|Коломбо||Kolombo||||||||Kolombo|Kolombas|||||||Κολόμπο|Kolombo|კოლომბო|Kolombo|Коломбо|קולומבו|كولومبو|کلمبو|科伦坡|コロンボ|콜롬보
Comoros|Комори|Коморы|Каморскія астравы|Komory|Komory|Komory|Коморски острови|Коморо|Comores|Komori|Komoren|Comores|Komorerna|Comorerne|Komorene|Komorit|Comores|Komoras|Komoras|Komoró|Comore|Comores|Comoras|Comores|Comore|Κομόρο|Komor|კომორო|Komoro|Комор аралдары|קומורו|جزر القمر|کومورو|科摩罗|コモロ|코모로
Conakry|Конакрі|Конакри|Конакры|Konakry||Konakry|Конакри|Конакри||||||||||Konakri|Konakris||||Conakri|Conacri||Κόνακρι|Konakri|კონაკრი|Konakri|Конакри|קונאקרי|كوناكري|کوناکری|科纳克里|コナクリ|코나크리
Copenhagen|Копенгаген|Копенгаген|Капенгаген|Kopenhaga|Kodaň|Kodaň|Копенхаген|Копенхаген|Kopenhagen|Köbenhavn|Kopenhagen|Kopenhagen|Köpenhamn|København|København|Kööpenhamina|Kopenhaagen|Kopenhāgena|Kopenhaga|Koppenhága|Copenhaga|Copenhague|Copenhague|Copenhague|Copenaghen|Κοπεγχάγη|Kopenhag|კოპენჰაგენი|Kopenhagen|Копенгаген|קופנהגן|كوبنهاغن|کپنهاگ|哥本哈根|コペンハーゲン|코펜하겐
Costa Rica|Коста-Ріка|Коста-Рика|Коста-Рыка|Kostaryka|Kostarika|Kostarika|Коста Рика|Костарика|Kostarika|Kostarika||||||||Kostarika|Kosta Rika|||||||Κόστα Ρίκα|Kosta Rika|კოსტა-რიკა|Kosta Rika|Коста-Рика|קוסטה ריקה|كوستاريكا|کاستاریکا|哥斯达黎加|コスタリカ|코스타리카
Coyhaique|Кояїке|Койайке|Кайайке||||Койайке|Којајке||||||||||Kojhaika|Kojhaikė|||||Coihaique||Κοϊάικε||კოიჰაიკე|Koyayke|Койайке|קויאיקה|كويهايكيو|کویهایکیو|科伊艾克|コジャイケ|코이아이케
Creston|Крестон|Крестон|Крэстан||||Крестън|Крестон||||||||||Krestona|Krestonas|||||||Κρέστον||კრესტონი|Kreston|Крестон|קרסטון|كريستون|کرستون|克雷斯顿|クレストン|크레스톤
Cuiabá|Куяба|Куяба|Куяба||||Чуяба|Куиаба||||||||||Kujaba|Kujaba|||||||Κουιαμπά||კუიაბა|Kuyaba|Куяба|קויאבה|كيابا|کویاوا|库亚巴|クイアバ|쿠이아바
Curaçao|Кюрасао|Кюрасао|Кюрасаа||||Кюрасао|Курасао||||||||||Kirasao|Kiurasao||||Curazao|||Κουρασάο||კიურასაო|Kurasao|Кюрасао|קוראסאו|كوراساو|کوراسائو|库拉索|キュラソー|퀴라소
Córdoba|Кордова|Кордова|Кордава||||Кордоба|Кордоба||||||||||Kordova|Kordoba|||||||Κόρδοβα||კორდობა|Kordoba|Кордова|קורדובה|كوردوبا|کوردووا|科尔多瓦|コルドバ|코르도바
Dakar|Дакар|Дакар|Дакар||||Дакар|Дакар||||||||||Dakara|Dakaras|||||||Ντακάρ||დაკარი||Дакар|דקאר|داكار|داکار|达喀尔|ダカール|다카르
Damascus|Дамаск|Дамаск|Дамаск|Damaszek|Damašek|Damask|Дамаск|Дамаск|Damask|Damask|Damaskus||Damaskus|Damaskus|Damaskus|Damaskos|Damaskus|Damaska|Damaskas|Damaszkusz|Damasc|Damas|Damasco|Damasco|Damasco|Δαμασκός|Şam|დამასკი|Dəməşq|Дамаск|דמשק|دمشق|دمشق|大马士革|ダマスカス|다마스쿠스
Danmarkshavn|Денмарксхавн|Денмарксхавн|Данмарксхаўн||||Данмарксхавн|Данмарксхаген||||||||||Denmārkšavna|Danmarkshaunas|||||||Ντανμαρκσάβν||დენმარკშავნი|Danmarkşavn|Данмарксхавн|דנמרקסהוון|دانمرك شافن|دانمارکس‌هاون|丹马沙文|デンマークシャウン|덴마크샤븐
Dar es Salaam|Дар-ес-Салам|Дар-эс-Салам|Дар-эс-Салам||||Дар ес Салам|Дар-ес-Салам|||Daressalam||Dar es-Salaam||Dar-es-Salaam|||Dāresalāma|Dar es Salamas|Dar es-Salaam|||Dar es-Salam|||Νταρ ες Σαλάμ|Darüsselam|დარ-ეს-სალამი|Dar es Salam|Дар-эс-Салам|דאר א-סלאם|دار السلام|دارالسلام|达累斯萨拉姆|ダルエスサラーム|다르에스살람
Darwin|Дарвін|Дарвин|Дарвін||||Дарвин|Дарвин||||||||||Dārvina|Darvinas|||||||Ντάργουιν||დარვინი|Darvin|Дарвин|דרווין|دارون|داروین|达尔文|ダーウィン|다윈
Dawson Creek|Доусон-Крік|Доусон-Крик|Досан-Крык||||Доусън Крийк|Досон Крик||||||||||Dousonkrīka|Doson Krikas|||||||Ντόσον Κρικ||დოუსონ ქრიკი|Douson Krik|Досон-Крик|דוסון קריק|داوسن كريك|داوسن کریک|道森克里克|ドーソンクリーク|도슨크릭
Dawson|Доусон|Доусон|Доўсан||||Доусън|Досон||||||||||Dousona|Dosonas|||||||Ντόσον||დოუსონი|Douson|Доусон|דוסון|داوسان|داوسن|道森|ドーソン|도슨
Denver|Денвер|Денвер|Дэнвер||||Денвър|Денвер||||||||||Denvera|Denveris|||||||Ντένβερ||დენვერი||Денвер|דנוור|دنفر|دنور|丹佛|デンバー|덴버
Detroit|Детройт|Детройт|Дэтройт||||Детройт|Детроит||||||||||Detroita|Detroitas|||Détroit||||Ντιτρόιτ||დეტროიტი|Detroyt|Детройт|דטרויט|ديترويت|دیترویت|底特律|デトロイト|디트로이트
Dhaka|Дакка|Дакка|Дака||Dháka|Dháka|Дака|Дака||Daka||||||||Daka|Daka|Dakka|Dacca||Daca|Dacca|Dacca|Ντάκα|Dakka|დაკა|Dəkkə|Дакка|דאקה|دكا|داکا|达卡|ダッカ|다카
Dili|Ділі|Дили|Дылі||||Дили|Дили|||||||||||Dilis|||||||Ντίλι||დილი||Дили|דילי|ديلي|دیلی|帝力|ディリ|딜리
Djibouti|Джібуті|Джибути|Джыбуці|Dżibuti|Džibuti|Džibuti|Джибути|Џибути|Džibuti|Džibuti|Dschibuti|||||||Džibutija|Džibutis|Dzsibuti|||Yibuti|Djibuti|Gibuti|Τζιμπουτί|Cibuti|ჯიბუტი|Cibuti|Джибути|ג׳יבוטי|جيبوتي|جیبوتی|吉布提|ジブチ|지부티
Dominica|Домініка|Доминика|Дамініка|Dominika|Dominika|Dominika|Доминика|Доминика|Dominika|Dominika||||||||Dominika|Dominika|Dominika||Dominique||||Ντομίνικα|Dominika|დომინიკა|Dominika|Доминика|דומיניקה|دومينيكا|دومینیکا|多米尼加|ドミニカ|도미니카
Douala|Дуала|Дуала|Дуала|Duala|||Дуала|Дуала||||||||||Duala|Duala||||Duala|||Ντουάλα||დუალა|Duala|Дуала|דואלה|دوالا|دوآلا|杜阿拉|ドゥアラ|두알라
Dubai|Дубай|Дубай|Дубай|Dubaj|Dubaj|Dubaj|Дубай|Дубаи||Dubaj||||||||Dubaija|Dubajus|Dubaj||Dubaï|Dubái|||Ντουμπάι||დუბაი|Dubay|Дубай|דובאי|دبي|دبی|迪拜|ドバイ|두바이
Dublin|Дублін|Дублин|Дублін||||Дъблин|Даблин||||||||||Dublina|Dublinas||||Dublín||Dublino|Δουβλίνο||დუბლინი||Дублин|דבלין|دبلن|دوبلین|都柏林|ダブリン|더블린
Dushanbe|Душанбе|Душанбе|Душанбэ|Duszanbe|Dušanbe|Dušanbe|Душанбе|Душанбе|Dušanbe|Dušanbe|Duschanbe|Doesjanbe|Dusjanbe|Dusjanbe|Dusjanbe|Dušanbe|Dušanbe|Dušanbe|Dušanbė|Dusanbe|Dușanbe|Douchanbé|Dusambé|Duchambe||Ντουσάνμπε|Duşanbe|დუშანბე|Düşənbə|Душанбе|דושנבה|دوشانبي|دوشنبه|杜尚别|ドゥシャンベ|두샨베
Easter Island|Острів Пасхи|о-в Пасхи|Вялікадня востраў|Wyspa Wielkanocna|Velikonoční ostrov|Veľkonočný ostrov|Великденски остров|Ускршње острво||Velikonočni otok|Osterinsel|Paaseiland|Påskön|Påskeøen|Påskeøya|Pääsiäissaari|Lihavõttesaar|Lieldienu sala|Velykų sala|Húsvét-szigetek|Insula Paștelui|Île de Pâques|Isla de Pascua|Ilha de Páscoa|Pasqua|Νήσος Πάσχα|Paskalya Adası|ისთერი|Pasxa|Пасха аралы|אי הפסחא|استر|ایستر|复活节岛|イースター島|이스터 섬
Edmonton|Едмонтон|Эдмонтон|Эдмантан||||Едмънтън|Едмонтон||||||||||Edmontona|Edmontonas|||||||Έντμοντον||ედმონტონი|Edmondton|Эдмонтон|אדמונטון|ايدمونتون|ادمونتون|埃德蒙顿|エドモントン|에드먼턴
Efate|Ефате|Эфате|Эфатэ||Éfaté||Ефате|Ефат|||||||||||Efatė|||Éfaté||Éfaté||Εφάτε||ეფატე||Эфате|אפטה|إيفات|افاته|埃法特|エフェテ島|에파테
Eirunepé|Ейрунепе|Эйрунепе|Эйрунэпе||||Ейрунепе|Еирунепе|||||||||||Eirunepė|||||||Εϊρουνεπέ||ეირუნეპე|İrunepe|Эйрунепе|אירונפי|ايرونبي|ایرونپه|依伦尼贝|エイルネペ|아이루네페
El Aaiún|Ель-Аюн|Эль-Аюн|Эль-Аюн|Al-Ujun||El-Aaiún|Ел Аюн|Ел Ајун|||||El-Aaiún|||||Ajūna|al Ajūnas|El-Ajún||Laâyoune|||El Ayun|Ελ Αγιούν|Layun|ელ-ააიუნი|Əl Əyun|Эль-Аюн|אל עיון|العيون|العیون|阿尤恩|アイウン|엘아이운
El Salvador|Сальвадор|Сальвадор|Сальвадор|Salwador|Salvador|Salvádor|Салвадор|Салвадор|Salvador|Salvador||||||||Salvadora|Salvadoras|Salvador||||||Ελ Σαλβαδόρ||სალვადორი|Salvador|Сальвадор|אל סלבדור|السلفادور|السالوادور|萨尔瓦多|エルサルバドル|엘살바도르
Eucla|Евкла|Юкла|Юкла||||Юкла|Иукла||||||||||Jukla|Jukla|||||||Γιούκλα||ეუკლა|Yukla|Юкла|יוקלה|أوكلا|اوکلا|尤克拉|ユークラ|유클라
Fakaofo|Факаофо|Факаофо|Факаофа||||Факаофо|Факаофо|||||||||||Fakaofas|||||||Φακαόφο||ფაკაოფო||Факаофо|פקאופו|فاكاوفو|فاکائوفو|法考福|ファカオフォ|파카오푸
Famagusta|Фамагуста|Фамагуста|Фамагуста||||Фамагуста|Фамагуста||||||||||||||Famagouste|||Famagosta|Αμμόχωστος|Gazimağusa|ფამაგუსტა|Famaqusta|Фамагуста|פמגוסטה|فاماغوستا|فاماگوستا|法马古斯塔|ファマグスタ|파마구스타
Faroes|Фарерські острови|Фарерские о-ва|Фарэрскія астравы|Wyspy Owcze|Faerské ostrovy|Faerské ostrovy|Фарьорски острови|Фарска Острва|Ferojski otoci|Ferski otoki|Färöer|Faeröer|Torshamn|Færøerne|Færøyene|Färsaaret|Fääri saared|Fēru salas|Farerai|Feröer|Feroe|Îles Féroé|Islas Feroe|Ilhas Faroé|Isole Fær Øer|Φερόες|Faroe|ფარერის კუნძულები|Farer|Фарер аралдары|פארו|فارو|فارو|法罗|フェロー|페로 제도
Fernando de Noronha|Норонья|Норонья|Наронья||||Нороня|Нороња||||||||||Noroņa|Noronja|||||||Νορόνια||ნორონია|Noronya|Норонья|נורוניה|نوروناه|نورونیا|洛罗尼亚|ノローニャ|노롱야
Fiji|Фіджі|Фиджи|Фіджы|Fidżi|Fidži|Fidži|Фиджи|Фиџи|Fidži|Fidži|Fidschi|||||Fidži|Fidži|Fidži|Fidžis|Fidzsi||Fidji|Fiyi||Figi|Φίτζι||ფიჯი|Fici|Фиджи|פיג׳י|فيجي|فیجی|斐济|フィジー|피지
Fort Nelson|Форт Нельсон|Форт Нельсон|Форт-Нельсан||||Форт Нелсън|Форт Нелсон||||||||||Fortnelsona|Fort Nelsonas|||||||Φορτ Νέλσον||ფორტ-ნელსონი||Форт-Нельсон|פורט נלסון|فورت نيلسون|فورت نلسون|纳尔逊堡|フォートネルソン|포트 넬슨
Fortaleza|Форталеза|Форталеза|Фарталеза||||Форталеза|Форталеза||||||||||||||||||Φορταλέζα||ფორტალეზა||Форталеза|פורטאלזה|فورتاليزا|فورتالزا|福塔雷萨|フォルタレザ|포르탈레자
Freetown|Фрітаун|Фритаун|Фрытаўн||||Фрийтаун|Фритаун||||||||||Frītauna|Fritaunas|||||||Φρίταουν||ფრიტაუნი|Fritaun|Фритаун|פריטאון|فري تاون|فری‌تاون|弗里敦|フリータウン|프리타운
Funafuti|Фунафуті|Фунафути|Фунафуці||||Фунафути|Фунафути|||||||||||Funafutis|||||||Φουναφούτι||ფუნაფუტი||Фунафути|פונפוטי|فونافوتي|فونافوتی|富纳富提|フナフティ|푸나푸티
Gaborone|Ґабороне|Габороне|Габаронэ||||Габороне|Габорон|||||||||||Gaboronas|||||||Γκαμπορόνε||გაბორონე|Qaboron|Габороне|גבורונה|غابورون|گابورون|哈博罗内|ハボローネ|가보로네
Galápagos Islands|Ґалапаґос|Галапагосские о-ва|Галапагас|Galápagos|Galapágy|Galapágy|Галапагос|Галапагос|Galápagos|Galápagos|Galápagos|Galápagos|Galápagos|Galápagos|Galápagosøyene|Galápagos|Galápagos|Galapagu salas|Galapagai|Galapagos-szigetek|Galápagos|Galápagos|Galápagos|Galápagos|Galápagos|Γκαλάπαγκος|Galápagos|გალაპაგოსი|Qalapaqos|Галапагос|גלפאגוס|جلاباجوس|گالاپاگوس|科隆群岛|ガラパゴス|갈라파고스
Gambier|Гамбʼє|о-ва Гамбье|Астравы Гамб’е|Wyspy Gambiera|Gambierovy ostrovy||Гамбие|Гамбије||||Îles Gambier|Gambieröarna|||Gambiersaaret||Gambjē salas|Gambyras|Gambier-szigetek||||||Γκάμπιερ||გამბიერი|Qambiyer|Гамбье|איי גמבייה|جامبير|گامبیر|甘比尔|ガンビエ諸島|감비어
Gaza|Газа|Газа|Газа||||Газа|Газа|||||||||||Gazos ruožas|Gáza||||||Γάζα|Gazze|გაზა|Qəza|Газа|עזה|غزة|غزه|加沙|ガザ|가자
Gibraltar|Гібралтар|Гибралтар|Гібралтар|||Gibraltár|Гибралтар|Гибралтар||||||||||Gibraltārs|Gibraltaras|Gibraltár|||||Gibilterra|Γιβραλτάρ|Cebelitarık|გიბრალტარი|Cəbəli-Tariq|Гибралтар|גיברלטר|جبل طارق|جبل‌الطارق|直布罗陀|ジブラルタル|지브롤터
Glace Bay|Ґлейс-Бей|Глейс-Бей|Глэйс-Бэй||||Глейс Бей|Глејс Беј||||||||||Gleisbeja|Gleis Bėjus|||||||Γκλέις Μπέι||გლეის ბეი|Qleys Körfəzi|Глейс-Бей|גלייס ביי|جلاس باي|گلیس‌بی|格莱斯贝|グレースベイ|글라스베이
Goose Bay|Ґус-Бей|Гус-Бей|Гус-Бэй||||Гус Бей|Гус Беј||||||||||Gūsbeja|Gus Bėjus|||||||Γκους Μπέι||გუზ ბეი|Quz Körfəzi|Гус-Бей|גוס ביי|جوس باي|گوس‌بی|古斯湾|グースベイ|구즈베이
Grand Turk|Ґранд-Терк|Гранд-Терк|Гранд-Цёрк||||Гранд Търк|Гранд Турк||||||||||Grandtkērka|Grand Terkas||||Gran Turca|||Γκραντ Τουρκ||გრანდ-ტურკი|Qrand Turk|Гранд-Терк|גרנד טורק|غراند ترك|گراند تورک|大特克|グランドターク|그랜드 터크
Grenada|Ґренада|Гренада|Грэнада||||Гренада|Гренада||||||||||Grenāda||||Grenade|Granada|Granada||Γρενάδα||გრენადა|Qrenada|Гренада|גרנדה|غرينادا|گرنادا|格林纳达|グレナダ|그레나다
Guadalcanal|Гуадалканал|Гуадалканал|Гуадалканал||||Гуадалканал|Гвадалканал||||||||||Gvadalkanala|Gvadalkanalis|||||||Γκουανταλκανάλ||გვადალკანალი|Quadalkanal|Гуадалканал|גוודלקנאל|غوادالكانال|گوادال‌کانال|瓜达尔卡纳尔|ガダルカナル|과달카날
Guadeloupe|Ґваделупа|Гваделупа|Гвадэлупа|Gwadelupa|||Гваделупа|Гвадалупе|Guadalupe|||||||||Gvadelupa|Gvadalupė||Guadelupa||Guadalupe|Guadalupe|Guadalupa|Γουαδελούπη||გვადელუპა|Qvadelupa|Гваделупа|גואדלופ|غوادلوب|گوادلوپ|瓜德罗普|グアドループ|과들루프
Guam|Гуам|Гуам|Гуам||||Гуам|Гуам||||||||||Guama|Guamas|||||||Γκουάμ||გუამი|Quam|Гуам|גואם|غوام|گوام|关岛|グアム|괌
Guatemala|Ґватемала|Гватемала|Гватэмала|Gwatemala|||Гватемала|Гватемала|Gvatemala|Gvatemala||||||||Gvatemala|Gvatemala|||||||Γουατεμάλα||გვატემალა|Qvatemala|Гватемала|גואטמלה|غواتيمالا|گواتمالا|危地马拉|グアテマラ|과테말라
Guayaquil|Ґуаякіль|Гуаякиль|Гуаякіль||||Гуаякил|Гвајакил||||||||||Gvajakila|Gvajakilis|||||Guaiaquil||Γκουαγιακίλ||გუაიაკილი|Quayakil|Гуаякиль|גואיאקיל|غواياكويل|گوایاکیل|瓜亚基尔|グアヤキル|과야킬
Guernsey|Гернсі|Гернси|Гернсі||||Гърнзи|Гернзи||||||||||Gērnsija|Gernsis|||Guernesey|Guernesey|||Γκέρνζι||გერნსი|Gernzey|Гернси|גרנזי|غيرنزي|گرنزی|根西岛|ガーンジー|건지
Guyana|Ґайана|Гайана|Гаяна|Gujana|||Гаяна|Гвајана|Gvajana|Gvajana||||||||Gajāna|Gvajana|||||Guiana||Γουιάνα||გაიანა|Qayana|Гайана|גיאנה|غيانا|گویان|圭亚那|ガイアナ|가이아나
Halifax|Галіфакс|Галифакс|Галіфакс||||Халифакс|Халифакс||||||||||Helifeksa|Halifaksas|||||||Χάλιφαξ||ჰალიფაქსი|Halifaks|Галифакс|הליפקס|هاليفاكس|هلیفکس|哈利法克斯|ハリファクス|핼리팩스
Harare|Хараре|Хараре|Харарэ||||Хараре|Хараре|||||||||||Hararė|||||||Χαράρε||ჰარარე||Хараре|הרארה|هراري|هراره|哈拉雷|ハラレ|하라레
Havana|Гавана|Гавана|Гавана|Hawana|||Хавана|Хавана|||Havanna||Havanna|||Havanna|Havanna|||Havanna||La Havane|La Habana||L’Avana|Αβάνα||ჰავანა||Гавана|הוואנה|هافانا|هاوانا|哈瓦那|ハバナ|하바나
Hebron|Хеврон|Хеврон|Хеўрон||||Хеброн|Хеброн||||||||||Hebrona|Hebronas|||Hébron|Hebrón|||Χεβρώνα|El Halil|ჰებრონი||Хеврон|חברון|هيبرون|الخلیل|希伯伦|ヘブロン|헤브론
Helsinki|Гельсінкі|Хельсинки|Хельсінкі||Helsinky||Хелзинки|Хелсинки|||||Helsingfors||Helsingfors||Helsingi||Helsinkis|||||Helsinque||Ελσίνκι||ჰელსინკი||Хельсинки|הלסינקי|هلسنكي|هلسینکی|赫尔辛基|ヘルシンキ|헬싱키
Hermosillo|Ермосільйо|Эрмосильо|Эрмасілья||||Ермосильо|Хермосиљо||||||||||Ermosiljo|Hermosiljas|||||||Ερμοσίγιο||ჰერმოსილო|Hermosilo|Эрмосильо|הרמוסיו|هيرموسيلو|ارموسیو|埃莫西约|エルモシヨ|에르모시요
Ho Chi Minh City|Хошимін|Хошимин|Хашымін|Ho Chi Minh|Ho Či Minovo město|Hočiminovo Mesto|Хошимин|Хо Ши Мин|Ho Ši Min|Hošiminh|Ho-Chi-Minh-Stadt|Ho Chi Minhstad|Ho Chi Minh-staden||Ho Chi Minh-byen|Hồ Chí Minhin kaupunki|Hô Chi Minh|Hošimina|Hošiminas|Ho Si Minh-város|Ho Și Min|Hô-Chi-Minh-Ville|Ciudad Ho Chi Minh|Cidade de Ho Chi Minh|Ho Chi Minh|Πόλη Χο Τσι Μινχ|Ho Chi Minh Kenti|ჰოჩიმინი|Ho Şi Min|Хошимин|הו צ׳י מין סיטי|مدينة هو تشي منة|هوشی‌مین‌سیتی|胡志明市|ホーチミン|사이공
Hobart|Гобарт|Хобарт|Хобарт||||Хобарт|Хобарт||||||||||Hobārta|Hobartas|||||||Χόμπαρτ||ჰობარტი||Хобарт|הוברט|هوبارت|هوبارت|霍巴特|ホバート|호바트
Hong Kong|Гонконг|Гонконг|Ганконг|Hongkong|Hongkong|Hongkong|Хонконг|Хонгконг||Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Hongkong|Honkonga|Honkongas|Hongkong||||||Χονγκ Κονγκ||ჰონკონგი|Honq Konq|Гонконг|הונג קונג|هونغ كونغ|هنگ‌کنگ|香港|香港|홍콩
Honolulu|Гонолулу|Гонолулу|Ганалулу||||Хонолулу|Хонолулу|||||||||||||||Honolulú|||Χονολουλού||ჰონოლულუ||Гонолулу|הונולולו|هونولولو|هونولولو|檀香山|ホノルル|호놀룰루
Indiana
Indianapolis|Індіанаполіс|Индианаполис|Індыянапаліс||||Индианаполис|Индианаполис||||||||||Indianapolisa|||||Indianápolis|Indianápolis||Ιντιανάπολις||ინდიანაპოლისი|İndianapolis|Индианаполис|אינדיאנפוליס|إنديانابوليس|ایندیاناپولیس|印第安纳波利斯|インディアナポリス|인디애나폴리스
Inuvik|Інувік|Инувик|Інувік||||Инувик|Инувик||||||||||Inuvika|Inuvikas|||||||Ινούβικ||ინუვიკი|İnuvik|Инувик|אינוויק|اينوفيك|اینوویک|伊努维克|イヌヴィク|이누빅
Iqaluit|Ікалуїт|Икалуит|Ікалуіт||||Иквалуит|Иквалуит||||||||||Ikaluita|Ikaluitas|||||||Ικαλούιτ||იქალუიტი|İqaluit|Икалуит|איקלואיט|اكويلت|ایکلوئت|伊魁特|イカルイット|이칼루이트
Irkutsk|Іркутськ|Иркутск|Іркуцк|Irkuck|||Иркутск|Иркуцк||||Irkoetsk||||||Irkutska|Irkutskas|Irkutszk|Irkuțk|Irkoutsk||||Ιρκούτσκ|İrkutsk|ირკუტსკი|İrkutsk|Иркутск|אירקוטסק|ايركيتسك|ایرکوتسک|伊尔库茨克|イルクーツク|이르쿠츠크
Isle of Man|Острів Мен|о-в Мэн|Востраў Мэн|Wyspa Man|Ostrov Man|Ostrov Man|остров Ман|Острво Ман|Otok Man|Otok Man|||||Man|Mansaari|Mani saar|Menas sala|Meno sala|Man-sziget|Insula Man|Île de Man|Isla de Man|Ilha de Man|Isola di Man|Νήσος του Μαν|Man Adası|მენის კუნძული|Men Adası|Мэн аралы|האי מאן|جزيرة مان|جزیرهٔ من|马恩岛|マン島|맨섬
Istanbul|Стамбул|Стамбул|Стамбул|Stambuł|||Истанбул|Истанбул||||Istanboel|||||İstanbul|Stambula|Stambulas|Isztanbul|||Estambul|Istambul||Κωνσταντινούπολη|İstanbul|სტამბოლი|İstanbul|Стамбұл|איסטנבול|إسطنبول|استانبول|伊斯坦布尔|イスタンブール|이스탄불
Ittoqqortoormiit|Іттоккортоорміут|Скорсбисунн|Ітакартаарміт||||Сгорсбисон|Скорезбисунд||||||||||Itokortormita|Itokortormitas|||||||Σκορεσμπίσουντ||სკორსბისუნდი|Skoresbisund|Иллоккортоормиут|סקורסביסונד|سكورسبيسند|اسکورسبیسوند|斯科列斯比桑德|イトコルトルミット|스코레스바이선드
Jakarta|Джакарта|Джакарта|Джакарта|Dżakarta|||Джакарта|Џакарта|Džakarta|Džakarta||||||||Džakarta|Džakarta||||Yakarta|Jacarta|Giacarta|Τζακάρτα|Cakarta|ჯაკარტა|Cakarta|Джакарта|ג׳קרטה|جاكرتا|جاکارتا|雅加达|ジャカルタ|자카르타
Jamaica|Ямайка|Ямайка|Ямайка|Jamajka|Jamajka|Jamajka|Ямайка|Јамајка|Jamajka|Jamajka|Jamaika|||||Jamaika||Jamaika|Jamaika|||Jamaïque|||Giamaica|Τζαμάικα|Jamaika|იამაიკა|Yamayka|Ямайка|ג׳מייקה|جامايكا|جامائیکا|牙买加|ジャマイカ|자메이카
Jayapura|Джайпур|Джаяпура|Джаяпура||||Джаяпура|Џајапура|||||||Jajapura|||Džajapura|Džajapura|||||||Τζαγιαπούρα||ჯაიაპურა|Cayapura|Джаяпура|ג׳איאפורה|جايابيورا|جایاپورا|查亚普拉|ジャヤプラ|자야푸라
Jersey|Джерсі|Джерси|Джэрсі||||Джърси|Џерзи||||||||||Džērsija|Džersis|||||||Τζέρσεϊ||ჯერსი|Cersi|Джерси|ג׳רזי|جيرسي|جرزی|泽西岛|ジャージー|저지
Jerusalem|Єрусалим|Иерусалим|Іерусалім|Jerozolima|Jeruzalém|Jeruzalem|Йерусалим|Јерусалим|Jeruzalem|Jeruzalem||Jeruzalem|||||Jeruusalemm|Jeruzaleme|Jeruzalė|Jeruzsálem|Ierusalim|Jérusalem|Jerusalén|Jerusalém|Gerusalemme|Ιερουσαλήμ|Kudüs|იერუსალიმი|Yerusəlim|Иерусалим|ירושלים|القدس|اورشلیم|耶路撒冷|エルサレム|예루살렘
Johannesburg|Йоганнесбурґ|Йоханнесбург|Яганэсбург||||Йоханесбург|Јоханесбург||||||||||Johannesburga|Johanesburgas||||Johannesburgo|Joanesburgo||Γιοχάνεσμπουργκ||იოჰანესბურგი|Yohanesburq|Йоханнесбург|יוהנסבורג|جوهانسبرغ|ژوهانسبورگ|约翰内斯堡|ヨハネスブルグ|요하네스버그
Juba|Джуба|Джуба|Джуба|Dżuba|||Джуба|Џуба||||||||||Džūba|Džuba||||||Giuba|Τζούμπα|Cuba|ჯუბა||Джуба|ג׳ובה|جوبا|جوبا|朱巴|ジュバ|주바
Jujuy|Жужуй|Жужуй|Жужуй||||Хухуй|Жужуи|||||San Salvador de Jujuy|||||Huhuja|Chuchujus|||||||Χουχούι||ჯუჯუი||Жужуй|חוחוי|جوجو|خوخوی|胡胡伊|フフイ|후후이
Juneau|Джуно|Джуно|Джуна||||Джуно|Жуно||||||||||Džuno|Džunas|||||||Τζούνο||ჯუნო|Cuno|Джуно|ג׳ונו|جوني|جونو|朱诺|ジュノー|주노
Kabul|Кабул|Кабул|Кабул||Kábul|Kábul|Кабул|Кабул||||||||||Kabula|Kabulas|||Kaboul||Cabul||Καμπούλ|Kabil|ქაბული|Kabil|Кабул|קאבול|كابول|کابل|喀布尔|カブール|카불
Kaliningrad|Калінінград|Калининград|Калінінград||||Калининград|Калињинград|Kalinjingrad|||||||||Kaļiņingrada|Kaliningradas|Kalinyingrád|||Kaliningrado|Kaliningrado||Καλίνινγκραντ||კალინინგრადი|Kalininqrad|Калининград|קלינינגרד|كالينجراد|کالینینگراد|加里宁格勒|カリーニングラード|칼리닌그라드
Kamchatka|Камчатка|Петропавловск-Камчатский|Камчатка|Kamczatka|Kamčatka|Kamčatka|Камчатка|Камчатка|Kamčatka|Kamčatka|Kamtschatka|Kamtsjatka|Kamtjatka|Kamtjatka|Kamtsjatka|Kamtšatka|Kamtšatka|Kamčatka|Kamčiatka|Kamcsatka|Kamciatka|Kamtchatka||||Καμτσάτκα|Kamçatka|კამჩატკა|Kamçatka|Камчатка|קמצ׳טקה|كامتشاتكا|کامچاتکا|堪察加|カムチャッカ|캄차카
Kampala|Кампала|Кампала|Кампала||||Кампала|Кампала||||||||||||||||||Καμπάλα||კამპალა||Кампала|קמפאלה|كامبالا|کامپالا|坎帕拉|カンパラ|캄팔라
Karachi|Карачі|Карачи|Карачы|Karaczi|Karáčí|Karáči|Карачи|Карачи|Karači|Karači|Karatschi|||||||Karāči|Karačis|Karacsi||||||Καράτσι|Karaçi|კარაჩი|Karaçi|Карачи|קראצ׳י|كراتشي|کراچی|卡拉奇|カラチ|카라치
Kathmandu|Катманду|Катманду|Катманду|Katmandu|Káthmándú|Káthmandu|Катманду|Катманду|Katmandu|Katmandu|||Katmandu|Katmandu|Katmandu||Katmandu|Katmandu|Katmandu|Katmandu||Katmandou|Katmandú|Katmandu||Κατμαντού|Katmandu|კატმანდუ|Katmandu|Катманду|קטמנדו|كاتماندو|کاتماندو|加德满都|カトマンズ|카트만두
Kentucky
Kerguelen Islands|Керґелен|Кергелен|Кергелен|Wyspy Kerguelena|Kerguelenovy ostrovy|Kergueleny|Кергелен|Кергелен|||||Kerguelenöarna|||Kerguelensaaret||Kergelēna sala|Kergelenas|||||||Κεργκελέν||კერგელენი|Kergelen|Кергелен|קרגוולן|كيرغويلين|کرگولن|凯尔盖朗|ケルゲレン諸島|케르켈렌
Khandyga|Хандига|Хандыга|Хандыга|Chandyga|Chandyga|Chandyga|Хандига|Хандига|Handiga|Handiga|Chandyga||Chandyga|||Handyga|Handõga|Handiga|Chandyga|Handiga|||Khandiga||Chandyga|Χαντίγκα|Handiga|ხანდიგა|Xandıqa|Хандыга|חנדיגה|خانديجا|خاندیگا|汉德加|ハンドゥイガ|한디가
Khartoum|Хартум|Хартум|Хартум|Chartum|Chartúm|Chartúm|Хартум|Картум||Kartum|Khartum|Khartoem||||Khartum|Hartum|Hartūma|Chartumas|Kartúm|||Jartum|Cartum|Khartum|Χαρτούμ|Hartum|ხარტუმი|Xartum|Хартум|חרטום|الخرطوم|خارطوم|喀土穆|ハルツーム|카르툼
Khovd|Ховд|Ховд|Хоўд|Kobdo||Chovd|Ховд|Ховд|||Chowd||Chovd|||||Hovda|Hovdas|||||||Χοβντ||ჰოვდი||Ховд|חובד|هوفد|خوود|科布多|ホブド|호브드
Kigali|Кігалі|Кигали|Кігалі||||Кигали|Кигали|||||||||||Kigalis|||||||Κιγκάλι||კიგალი|Kiqali|Кигали|קיגלי|كيغالي|کیگالی|基加利|キガリ|키갈리
Kinshasa|Кіншаса|Киншаса|Кіншаса|Kinszasa|||Киншаса|Киншаса||Kinšasa||||||||Kinšasa|Kinšasa|||||||Κινσάσα|Kinşasa|კინშასა|Kinşasa|Киншаса|קינשסה|كينشاسا|کینشاسا|金沙萨|キンシャサ|킨샤사
Kiritimati|Кірітіматі|Киритимати|Кірыцімаці||||Киритимати|Киритимати||||||||||Kirisimasi|Kiritimatis|Kiritimati-sziget||||||Κιριτιμάτι||კირიტიმატი|Kirimati|Киритимати|קיריטימאטי|كيريتي ماتي|کریتیماتی|基里地马地岛|キリスィマスィ島|키리티마티
Kirov|Кіров|Киров|Кіраў|Kirow|||Киров|Киров|||Kirow|||||||Kirova|Kirovas||||Kírov|||Κίροφ||კიროვი||Киров|קירוב|كيروف|کیروف|基洛夫|キーロフ|키로프
Kolkata|Колката|Калькутта|Калькута|Kalkuta|Kalkata|Kalkata|Колката|Калкута||Kalkuta|Kalkutta|Calcutta||||Kalkutta||Kalkāta||Kalkutta|Calcutta|Calcutta|Calcuta|Calcutá|Calcutta|Καλκούτα|Kalküta|კალკუტა|Kəlkətə|Калькутта|קולקטה|كالكتا|کلکته|加尔各答|コルカタ|콜카타
Kosrae|Косрае|Косрае|Кусаіе||||Кошрай|Кошре||||||||||Kosraja|Kosrajė|Kosrae-szigetek||||||Κόσραϊ||კოსრაე|Kosraye|Кусаие|קוסרה|كوسرا|کوسرای|库赛埃|コスラエ|코스레
Kostanay|Костанай|Костанай|Кустанай|Kustanaj|Kostanaj|Kostanaj|Костанай|Костанај||Kostanaj|Qostanai||Kostanaj||Kostanaj|Kostanai|Kostanaj|Kostanaja|Kostanajus|Kosztanaj||Kostanaï|Kostanái|||Κοστανάι||კოსტანაი||Қостанай|קוסטנאי|قوستاناي|قوستانای|库斯塔奈|コスタナイ|코스타나이
Kralendijk|Кралендейк|Кралендейк|Кралендэйк||||Кралендейк|Кралендајк||||||||||Krālendeika|Kralendeikas|||||||Κράλεντικ||კრალენდიიკი|Kralendik|Кралендейк|קרלנדייק|كرالنديك|کرالندیک|克拉伦代克|クラレンダイク|크라렌디즈크
Krasnoyarsk|Красноярськ|Красноярск|Краснаярск|Krasnojarsk|Krasnojarsk|Krasnojarsk|Красноярск|Краснојарск|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarsk|Krasnojarska|Krasnojarskas|Krasznojarszk|Krasnoiarsk|Krasnoïarsk|||Krasnojarsk|Κρασνογιάρσκ||კრასნოიარსკი||Красноярск|קרסנויארסק|كراسنويارسك|کراسنویارسک|克拉斯诺亚尔斯克|クラスノヤルスク|크라스노야르스크
Kuala Lumpur|Куала-Лумпур|Куала-Лумпур|Куала-Лумпур||||Куала Лумпур|Куала Лумпур||||||||||Kualalumpura|Kvala Lumpūras|||||||Κουάλα Λουμπούρ||კუალა-ლუმპური||Куала-Лумпур|קואלה לומפור|كوالا لامبور|کوالالامپور|吉隆坡|クアラルンプール|쿠알라룸푸르
Kuching|Кучинг|Кучинг|Кучынг||Kučing|Kučing|Кучин|Кучинг||||||||||Kučina|Kučingas|Kucseng||||||Κουτσίνγκ|Kuçing|კუჩინგი|Kuçinq|Кучинг|קוצ׳ינג|كيشينج|کوچینگ|古晋|クチン|쿠칭
Kuwait|Кувейт|Кувейт|Кувейт|Kuwejt|Kuvajt|Kuvajt|Кувейт|Кувајт|Kuvajt|Kuvajt||Koeweit|||||Kuveit|Kuveita|Kuveitas|Kuvait|Kuweit|Koweït||||Κουβέιτ|Kuveyt|ქუვეითი|Küveyt|Кувейт|כווית|الكويت|کویت|科威特|クウェート|쿠웨이트
Kwajalein Atoll|Кваджалейн|Кваджалейн|Кваджалейн||||Куаджалин|Кваџалејин||||||||||Kvadžaleina|Kvadžaleinas|Kwajalein-zátony||||||Κουατζαλέιν||კვაჯალეინი|Kvajaleyn|Кваджалейн|קוואג׳ליין|كواجالين|کواجیلین|夸贾林|クェゼリン|콰잘렌
Kyiv|Київ|Киев|Кіеў|Kijów|Kyjev|Kyjev|Киев|Кијев|Kijev|Kijev|Kiew|Kiev|Kiev|Kiev||Kiova|Kiiev|Kijeva|Kijevas|Kijev|Kiev|Kiev|Kiev|Kiev|Kiev|Κίεβο|Kiev|კიევი|Kiyev|Киев|קייב|كييف|کیف|基辅|キーウ|키예프
Kyzylorda|Кизилорда|Кызылорда|Кзыл-Арда|Kyzyłorda|||Къзълорда|Кизилорда|Kizilorda|Kizlorda|Qysylorda|||||Qızılorda|Kõzõlorda|Kizilorda|Kzyl-Orda|Kizilorda||Kzyl Orda||||Κιζιλορντά|Kızılorda|ყიზილორდა|Qızılorda|Қызылорда|קיזילורדה|كيزيلوردا|قیزیل‌اوردا|克孜洛尔达|クズロルダ|키질로르다
La Paz|Ла-Пас|Ла-Пас|Ла-Пас||||Ла Пас|Ла Паз||||||||||Lapasa|La Pasas|||||||Λα Παζ||ლა-პაზი|La Pas|Ла-Пас|לה פאס|لا باز|لاپاز|拉巴斯|ラパス|라파스
Lagos|Лаґос|Лагос|Лагас||||Лагос|Лагос||||||||||Lagosa|Lagosas|||||||Λάγκος||ლაგოსი|Laqos|Лагос|לאגוס|لاغوس|لاگوس|拉各斯|ラゴス|라고스
Libreville|Лібревіль|Либревиль|Лібрэвіль||||Либревил|Либревил||||||||||Librevila|Librevilis|||||||Λιμπρεβίλ|Librevil|ლიბრევილი|Librevil|Либревиль|ליברוויל|ليبرفيل|لیبرویل|利伯维尔|リーブルヴィル|리브르빌
Lima|Ліма|Лима|Ліма||||Лима|Лима||||||||||||||||||Λίμα||ლიმა||Лима|לימה|ليما|لیما|利马|リマ|리마
Lindeman|Ліндеман|Линдеман|Ліндэман||||Линдеман|Линдеман||||||||||Lindemana|Lindemanas|||||||Λίντεμαν||ლინდმანი||Линдеман|לינדמן|ليندمان|لیندمن|林德曼|リンデマン|린데만
Lisbon|Лісабон|Лиссабон|Лісабон|Lizbona|Lisabon|Lisabon|Лисабон|Лисабон|Lisabon|Lizbona|Lissabon|Lissabon|Lissabon|Lissabon|Lisboa|Lissabon|Lissabon|Lisabona|Lisabona|Lisszabon|Lisabona|Lisbonne|Lisboa|Lisboa|Lisbona|Λισαβόνα|Lizbon|ლისაბონი|Lissabon|Лиссабон|ליסבון|لشبونة|لیسبون|里斯本|リスボン|리스본
Ljubljana|Любляна|Любляна|Любляна|Lublana|Lublaň|Ľubľana|Любляна|Љубљана||||||||||Ļubļana|Liubliana||||Liubliana|Liubliana|Lubiana|Λιουμπλιάνα||ლიუბლიანა|Lyublyana|Любляна|לובליאנה|ليوبليانا|لیوبلیانا|卢布尔雅那|リュブリャナ|류블랴나
Lomé|Ломе|Ломе|Ламэ||||Ломе|Ломе|||||||||||Lomė|||||||Λομέ||ლომე||Ломе|לומה|لومي|لومه|洛美|ロメ|로메
London|Лондон|Лондон|Лондан|Londyn|Londýn|Londýn|Лондон|Лондон||||Londen||||Lontoo||Londona|Londonas||Londra|Londres|Londres|Londres|Londra|Λονδίνο|Londra|ლონდონი||Лондон|לונדון|لندن|لندن|伦敦|ロンドン|런던
Lord Howe Island|Лорд-Хау|Лорд-Хау|Лорд-Хау||||Лорд Хау|Лорд Хау||||||||||Lordhava|Lordo Hau sala|||||||Λορντ Χάου||ლორდ ჰოუი|Lord Hau|Лорд-Хау|אי הלורד האו|لورد هاو|لردهاو|豪勋爵岛|ロードハウ|로드 하우
Los Angeles|Лос-Анджелес|Лос-Анджелес|Лос-Анджэлес||||Лос Анджелис|Лос Анђелес||||||||||Losandželosa|Los Andželas||||Los Ángeles|||Λος Άντζελες||ლოს-ანჯელესი|Los Anceles|Лос-Анджелес|לוס אנג׳לס|لوس انجلوس|لوس‌آنجلس|洛杉矶|ロサンゼルス|로스앤젤레스
Louisville|Луїсвілл|Луисвилл|Луісвіл||||Луисвил|Луивиле||||||||||Lūivila|Luisvilis|||||||Λούιβιλ||ლუისვილი|Luisvil|Луисвилл|לואיוויל|لويس فيل|لوئیزویل|路易斯维尔|ルイビル|루이빌
Lower Prince’s Quarter|Лоуер-Принсес-Квотер|Лоуэр-Принс-Куотер|Лоўэр Прынсіз Квотэр||||Лоуър принсес куотър|Лоуер Принсиз Квортер||||Beneden Prinsen Kwartier||||||Louerprinseskvotera|Žemutinis Prinses Kvorteris|||||||||ლოერ პრინც კვორტერი|Aşağı Prins Kvartalı|Лоуэр-Принс-Куотер|לואוור פרינסס קוורטר|حي الأمير السفلي|بخش شاهزاده‌‌نشین پایین|下太子区|ローワー・プリンセズ・クウォーター|로워 프린스 쿼터
Luanda|Луанда|Луанда|Луанда||||Луанда|Луанда||||||||||||||||||Λουάντα||ლუანდა||Луанда|לואנדה|لواندا|لواندا|罗安达|ルアンダ|루안다
Lubumbashi|Лубумбаші|Лубумбаши|Лубумбашы||||Лубумбаши|Лубумбаши||Lubumbaši||||||||Lubumbaši|Lubumbašis|||||||Λουμπουμπάσι||ლუბუმბაში|Lubumbaşi|Лубумбаши|לובומבאשי|لومبباشا|لوبومباشی|卢本巴希|ルブンバシ|루붐바시
Lusaka|Лусака|Лусака|Лусака||||Лусака|Лусака||||||||||||||||||Λουζάκα||ლუსაკა||Лусака|לוסקה|لوساكا|لوزاکا|卢萨卡|ルサカ|루사카
Luxembourg|Люксембург|Люксембург|Люксембург|Luksemburg|Lucemburk|Luxembursko|Люксембург|Луксембург|Luksemburg|Luksemburg|Luxemburg|Luxemburg|Luxemburg||Luxemburg|Luxemburg||Luksemburga|Liuksemburgas|Luxemburg|Luxemburg||Luxemburgo|Luxemburgo|Lussemburgo|Λουξεμβούργο|Lüksemburg|ლუქსემბურგი|Lüksemburq|Люксембург|לוקסמבורג|لوكسمبورغ|لوکزامبورگ|卢森堡|ルクセンブルク|룩셈부르크
Macao|Макао|Макао|Макаа|Makau|||Макао|Макао|Makao||Macau|Macau|||||Macau|Makao|Makao|Makaó||||Macau||Μακάο|Makao|მაკაო|Makao|Макао|מקאו|ماكاو|ماکائو|澳门|マカオ|마카오
Maceió|Масейо|Масейо|Масеё||||Масейо|Масејо||||||||||Masejo|Masejo|||||||Μασεϊό||მასეიო|Maseyo|Масейо|מסייאו|ماشيو|ماسیو|马塞约|マセイオ|마세이오
Madeira|Мадейра|Мадейра|Мадэйра|Madera|||Мадейра|Мадеира||||||||||||||Madère||||Μαδέρα|Madeira Adaları|მადეირა|Madeyra|Мадейра|מדיירה|ماديرا|مادیرا|马德拉|マデイラ|마데이라
Madrid|Мадрид|Мадрид|Мадрыд|Madryt|||Мадрид|Мадрид||||||||||Madride|Madridas|||||Madri||Μαδρίτη||მადრიდი||Мадрид|מדריד|مدريد|مادرید|马德里|マドリード|마드리드
Magadan|Магадан|Магадан|Магадан||||Магадан|Магадан||||||||||Magadana|Magadanas|Magadán|||Magadán|||Μαγκαντάν||მაგადანი|Maqadan|Магадан|מגדן|مجادن|ماگادان|马加丹|マガダン|마가단
Mahé|Махе|Маэ|Маэ||||Мае|Махе||||||||||Mae|Mahė|||||||Μάχε||მაჰე||Маэ|מהא|ماهي|ماهه|马埃岛|マヘ|마헤
Majuro|Маджуро|Маджуро|Маджура||||Маджуро|Мајуро||||||||||Madžuro|Madžūras|Majuro-zátony||||||Ματζούρο||მახურო|Macuro|Маджуро|מאג׳ורו|ماجورو|ماجورو|马朱罗|マジュロ|마주로
Makassar|Макассар|Макасар|Макасар||||Макасар|Макасар||Makasar||||||||Makasara|Makasaras|Makasar||Macassar|Makasar|||Μακασάρ||მაკასარი|Makasar|Макасар|מאקאסאר|ماكسار|ماکاسار|望加锡|マカッサル|마카사르
Malabo|Малабо|Малабо|Малаба||||Малабо|Малабо|||||||||||Malabas|Malabó||||||Μαλάμπο||მალაბო||Малабо|מלבו|مالابو|مالابو|马拉博|マラボ|말라보
Maldives|Мальдіви|Мальдивы|Мальдывы|Malediwy|Maledivy|Maldivy|Малдиви|Малдиви|Maldivi|Maldivi|Malediven|Maldiven|Maldiverna|Maldiverne|Maldivene|Malediivit|Maldiivid|Maldīvija|Maldyvai|Maldív-szigetek|Maldive||Maldivas|Maldivas|Maldive|Μαλδίβες|Maldivler|მალდივები|Maldiv|Мальдив аралдары|האיים המלדיביים|المالديف|مالدیو|马尔代夫|モルディブ|몰디브
Malta|Мальта|Мальта|Мальта||||Малта|Малта||||||||||||Málta||Malte||||Μάλτα||მალტა||Мальта|מלטה|مالطة|مالت|马耳他|マルタ|몰타
Managua|Манаґуа|Манагуа|Манагуа||||Манагуа|Манагва||||||||||Managva|Managva|||||Manágua||Μανάγκουα||მანაგუა|Manaqua|Манагуа|מנגואה|ماناغوا|ماناگوا|马那瓜|マナグア|마나과
Manaus|Манаус|Манаус|Манаўс||||Манаус|Манаус||||||||||Manausa|Manausas|||Manaos|Manaos|||Μανάους||მანაუსი||Манаус|מנאוס|ماناوس|ماناوس|马瑙斯|マナウス|마나우스
Manila|Маніла|Манила|Маніла||||Манила|Манила||||Manilla||||||||||Manille||||Μανίλα||მანილა||Манила|מנילה|مانيلا|مانیل|马尼拉|マニラ|마닐라
Maputo|Мапуту|Мапуту|Мапуту||||Мапуто|Мапуто||||||||||Maputu|Maputas|||||||Μαπούτο||მაპუტო||Мапуту|מאפוטו|مابوتو|ماپوتو|马普托|マプト|마푸토
Mariehamn|Марієгамн|Мариехамн|Марыянхаміна|Maarianhamina|||Мариехамн|Марихамн||||||||Maarianhamina|Maarianhamina|Mariehamna|Marianhamina|||||||Μάριεχαμν||მარიჰამნი|Mariham|Мариехамн|מרייהאמן|ماريهامن|ماریه‌هامن|玛丽港|マリエハムン|마리에함
Marigot|Маріґо|Мариго|Марыго||||Мариго|Мариго||||||||||Merigota|Marigo|||||||Μαριγκό||მარიგო|Mariqot|Мариго|מריגו|ماريغوت|ماریگات|马里戈特|マリゴ|마리곳
Marquesas Islands|Маркізькі острови|Маркизские о-ва|Маркізскія астравы|Markizy|Markézy|Markézy|Маркизки острови|Маркиз|Markižansko otočje|||Marquesaseilanden|Marquesasöarna|||Marquesassaaret|Markiisaared|Marķīza salas|Markizo salos|Marquesas-szigetek|Marchize|Marquises|||Marchesi|Μαρκέζας|Markiz Adaları|მარკეზასი|Markesas|Маркиз аралдары|איי מרקיז|ماركيساس|مارکوزه|马克萨斯|マルキーズ|마퀘사스
Martinique|Мартініка|Мартиника|Марцініка|Martynika|Martinik|Martinik|Мартиника|Мартиник||Martinik||||||||Martinika|Martinika||Martinica||Martinica|Martinica|Martinica|Μαρτινίκα||მარტინიკი|Martinik|Мартиника|מרטיניק|المارتينيك|مارتینیک|马提尼克|マルティニーク|마티니크
Maseru|Масеру|Масеру|Масеру||||Масеру|Масеру||||||||||||||||||Μασέρου||მასერუ||Масеру|מסרו|ماسيرو|ماسرو|马塞卢|マセル|마세루
Matamoros|Матаморос|Матаморос|Матаморас||||Матаморос|Матаморос||||||||||Matamorosa|Matamorosas|||||||Ματαμόρος||მატამოროსი||Матаморос|מטמורוס|ماتاموروس|ماتاموروس|马塔莫罗斯|マタモロス|마타모로스
Mauritius|Маврикій|Маврикий|Маўрыкій||Mauricius|Maurícius|Мавриций|Маурицијус|Mauricijus|||||||||Maurīcija|Mauricijus|||Maurice|Mauricio|Maurício||Μαυρίκιος||მავრიკი|Mavriki|Маврикий|מאוריציוס|موريشيوس|موریس|毛里求斯|モーリシャス|모리셔스
Mayotte|Майотта|Майотта|Маёта|Majotta|||Майот|Мајот||||||||||Majota|Majotas|||||||Μαγιότ||მაიოტი|Mayot|Майотта|מאיוט|مايوت|مایوت|马约特|マヨット|메요트
Mazatlán|Масатлан|Масатлан|Масатлан||||Масатлан|Мазатлан||||||||||Masatlana|Masatlanas|||||||Μαζατλάν||მაზატლანი|Mazaltan|Масатлан|מזטלן|مازاتلان|ماساتلان|马萨特兰|マサトラン|마사틀란
Mbabane|Мбабане|Мбабане|Мбабанэ||||Мбабане|Мбабане|||||||||||Mbabanė|||||||Μπαμπάνε||მბაბანე||Мбабане|מבבנה|مباباني|مبابانه|姆巴巴纳|ムババーネ|음바바네
Melbourne|Мельбурн|Мельбурн|Мельбурн||||Мелбърн|Мелбурн||||||||||Melburna|Melburnas|||||||Μελβούρνη||მელბურნი|Melburn|Мельбурн|מלבורן|ميلبورن|ملبورن|墨尔本|メルボルン|멜버른
Mendoza|Мендоса|Мендоса|Мендоса||||Мендоса|Мендоса||||||||||Mendosa|Mendosa|||||||Μεντόζα||მენდოზა||Мендоса|מנדוזה|ميندوزا|مندوسا|门多萨|メンドーサ|멘도사
Menominee|Меноміні|Меномини|Меноміні||||Меномини|Меномини||||||||||Menominī|Menominis|||||||Μενομίνε||მენომინი|Menomini|Меномини|מנומיני|مينوميني|منامینی|梅诺米尼|メノミニー|메노미니
Metlakatla|Метлакатла|Метлакатла|Метлакатла||||Метлакатла|Метлакатла||||||||||||||||||Μετλακάτλα||მეტლაკატლა||Метлакатла|מטלקטלה|ميتلاكاتلا|متالاکاتلا|梅特拉卡特拉|メトラカトラ|메틀라카틀라
Mexico City|Мехіко|Мехико|Мехіка|Meksyk|Ciudad de México|México|Мексико Сити|Мексико Сити|Ciudad de México|Ciudad de Mexico|Mexiko-Stadt|Mexico-Stad|Ciudad de México|Ciudad de México|Mexico by|Ciudad de México|México|Mehiko|Meksikas|Mexikóváros|Ciudad de Mexico|Mexico|Ciudad de México|Cidade do México|Città del Messico|Πόλη του Μεξικού|Ciudad de México|მეხიკო|Mexiko|Мехико|מקסיקו סיטי|مكسيكو سيتي|مکزیکوسیتی|墨西哥城|メキシコシティー|멕시코 시티
Midway Atoll|Мідвей|о-ва Мидуэй|Мідуэй||||Мидуей|Мидвеј|||||Midwayöarna|||Midwaysaaret||Midvejs|Midvėjus|Midway-szigetek||||||Μίντγουεϊ||მიდუეი|Midvey|Мидуэй|מידוויי|ميدواي|میدوی|中途岛|ミッドウェー島|미드웨이
Minsk|Мінськ|Минск|Мінск|Mińsk|||Минск|Минск||||||||||Minska|Minskas|Minszk||||||Μινσκ||მინსკი||Минск|מינסק|مينسك|مینسک|明斯克|ミンスク|민스크
Mogadishu|Моґадішо|Могадишо|Магадыша|Mogadiszu|Mogadišu|Mogadišo|Могадишу|Могадиш||Mogadišu|Mogadischu||||||Muqdisho|Mogadīšo|Mogadišas||Mogadiscio|Mogadiscio|Mogadiscio|Mogadíscio|Mogadiscio|Μογκαντίσου|Mogadişu|მოგადიშუ|Moqadişu|Могадишо|מוגדישו|مقديشيو|موگادیشو|摩加迪沙|モガディシオ|모가디슈
Monaco|Монако|Монако|Манака|Monako|Monako|Monako|Монако|Монако|Monako|Monako||||||||Monako|Monakas||||Mónaco|Mônaco||Μονακό|Monako|მონაკო|Monako|Монако|מונקו|موناكو|موناکو|摩纳哥|モナコ|모나코
Moncton|Монктон|Монктон|Монктан||||Монктон|Монктон||||||||||Monktona|Monktonas|||||||Μόνκτον||მონქტონი|Monkton|Монктон|מונקטון|وينكتون|مانکتون|蒙克顿|モンクトン|몽턴
Monrovia|Монровія|Монровия|Манровія||||Монровия|Монровија||||||||||Monrovija|Monrovija|||||Monróvia||Μονρόβια||მონროვია||Монровия|מונרוביה|مونروفيا|مونروویا|蒙罗维亚|モンロビア|몬로비아
Monterrey|Монтерей|Монтеррей|Мантэрэй||||Монтерей|Монтереј||||||||||Monterreja|Monterėjus|||||||Μοντερέι||მონტერეი|Monterey|Монтеррей|מונטריי|مونتيري|مونتری|蒙特雷|モンテレイ|몬테레이
Montevideo|Монтевідео|Монтевидео|Мантэвідэа||||Монтевидео|Монтевидео|||||||||||Montevidėjas|||||Montevidéu||Μοντεβιδέο||მონტევიდეო||Монтевидео|מונטווידאו|مونتفيديو|مونته‌ویدئو|蒙得维的亚|モンテビデオ|몬테비데오
Montserrat|Монтсеррат|Монтсеррат|Мантсерат||||Монтсерат|Монтсерат||||||||||Montserrata|Montseratas|||||||Μονσεράτ||მონსერატი|Monserat|Монтсеррат|מונסראט|مونتسيرات|مونتسرات|蒙特塞拉特|モントセラト|몬세라트
Moscow|Москва|Москва|Масква|Moskwa|Moskva|Moskva|Москва|Москва|Moskva|Moskva|Moskau|Moskou|Moskva|Moskva|Moskva|Moskova|Moskva|Maskava|Maskva|Moszkva|Moscova|Moscou|Moscú|Moscou|Mosca|Μόσχα|Moskova|მოსკოვი|Moskva|Мәскеу|מוסקבה|موسكو|مسکو|莫斯科|モスクワ|모스크바
Muscat|Маскат|Маскат|Маскат|Maskat|Maskat|Maskat|Мускат|Мускат||Muškat|Maskat||Muskat||Muskat|Masqat|Masqaţ|Maskata|Maskatas|Maszkat||Mascate|Mascate|Mascate|Mascate|Μασκάτ|Maskat|მუსკატი|Muskat|Маскат|מוסקט|مسقط|مسقط|马斯喀特|マスカット|무스카트
Mérida|Меріда|Мерида|Мерыда|Merida|Merida||Мерида|Мерида|Merida|Merida|Merida|||Merida||||Merida|Merida||Merida|||||Μέριδα|Merida|მერიდა|Merida|Мерида|מרידה|ميريدا|مریدا|梅里达|メリダ|메리다
Nairobi|Найробі|Найроби|Найробі||||Найроби|Најроби|||||||||||Nairobis|||||Nairóbi||Ναϊρόμπι||ნაირობი||Найроби|ניירובי|نيروبي|نایروبی|内罗毕|ナイロビ|나이로비
Nassau|Насау|Нассау|Насаў||||Насау|Насау||||||||||Naso|Nasau|||||||Νασάου||ნასაუ||Нассау|נסאו|ناسو|ناسائو|拿骚|ナッソー|나소
Nauru|Науру|Науру|Науру||||Науру|Науру||||||||||||||||||Ναούρου||ნაურუ||Науру|נאורו|ناورو|نائورو|瑙鲁|ナウル|나우루
New York|Нью-Йорк|Нью-Йорк|Нью-Ёрк|Nowy Jork|||Ню Йорк|Њујорк||||||||||Ņujorka|Niujorkas||||Nueva York|Nova York||Νέα Υόρκη||ნიუ-იორკი|Nyu York|Нью-Йорк|ניו יורק|نيويورك|نیویورک|纽约|ニューヨーク|뉴욕
Niamey|Ніамей|Ниамей|Ніямей||||Ниамей|Нијамеј||||||||||Niameja|Niamėjus|||||||Νιαμέι||ნიამეი||Ниамей|ניאמיי|نيامي|نیامی|尼亚美|ニアメ|니아메
Nicosia|Нікосія|Никосия|Нікасія|Nikozja|Nikósie|Nikózia|Никозия|Никозија|Nikozija|Nikozija|Nikosia||||Nikosia|Nikosia|Nikosia|Nikosija|Nikosija|||Nicosie||Nicósia||Λευκωσία|Lefkoşa|ნიკოსია|Nikosiya|Никосия|ניקוסיה|نيقوسيا|نیکوزیا|尼科西亚|ニコシア|니코시아
Niue|Ніуе|Ниуэ|Ніуэ||||Ниуе|Ниуе|||||||||||Niujė|||||||Νιούε||ნიუე||Ниуэ|ניואה|نيوي|نیوئه|纽埃|ニウエ|니우에
Nome|Ном|Ном|Ном||||Ноум|Ном||||||||||Noma|Nomas|||||||Νόμε||ნომი|Nom|Ном|נום|نوم|نوم|诺姆|ノーム|놈
Norfolk Island|Норфолк|Норфолк|Норфалк||||Норфолк|Норфолк|||||||Norfolkøya|||Norfolka|Norfolkas|||||||Νόρφολκ||ნორფოლკი||Норфолк|נורפוק|نورفولك|نورفولک|诺福克|ノーフォーク島|노퍽
North Dakota
Nouakchott|Нуакшотт|Нуакшот|Нуакшот|Nawakszut|Nuakšott||Нуакшот|Нуакшот||||||||||Nuakšota|Nuakšotas||||Nuakchot|||Νουακσότ||ნუაკშოტი|Nouakşot|Нуакшот|נואקצ׳וט|نواكشوط|نوآکشوت|努瓦克肖特|ヌアクショット|누악쇼트
Nouméa|Нумеа|Нумеа|Нумеа|Numea|||Нумеа|Нумеа||||||||||Numea|Numėja||||Numea|||Νουμέα||ნუმეა||Нумеа|נומאה|نوميا|نومئا|努美阿|ヌメア|누메아
Novokuznetsk|Новокузнецьк|Новокузнецк|Новакузнецк|Nowokuźnieck|Novokuzněck|Novokuzneck|Новокузнецк|Новокузњецк|Novokuznjeck||Nowokuznetsk|||Novokusnetsk||||Novokuzņecka|Novokuzneckas|Novokuznyeck|Novokuznețk||||Novokuzneck|Νοβοκουζνέτσκ||ნოვოკუზნეცკი||Новокузнецк|נובוקוזנטסק|نوفوكوزنتسك|نوووکوزنتسک|新库兹涅茨克|ノヴォクズネツク|노보쿠즈네츠크
Novosibirsk|Новосибірськ|Новосибирск|Новасібірск|Nowosybirsk|||Новосибирск|Новосибирск|||Nowosibirsk|||||||Novosibirska|Novosibirskas|Novoszibirszk||Novossibirsk||||Νοβοσιμπίρσκ||ნოვოსიბირსკი||Новосібір|נובוסיבירסק|نوفوسبيرسك|نووسیبیریسک|新西伯利亚|ノヴォシビルスク|노보시비르스크
Nuuk|Нуук|Нуук|Нук||||Нуук|Готхаб||||||||||Nūka|Nūkas|||||||Νουούκ||გოდთები||Нуук|נואוק|غودثاب|نووک|努克|ヌーク|고드호프
N’Djamena|Нджамена|Нджамена|Нджамена|Ndżamena|Ndžamena||Нджамена|Нџамена||||||||||Ndžamena|Ndžamena||||Yamena|||Ντζαμένα||ნჯამენა|Ncamena|Нджамена|נג׳מנה|نجامينا|انجامنا|恩贾梅纳|ンジャメナ|엔자메나
Ojinaga|Охінаґа|Охинага|Ахінага||||Охинага|Охинага||||||||||Ohinaga|Ochinaga|||||||Οχινάγκα||ოხინაგა|Ocinaqa|Охинага|אוג׳ינאגה|أوجيناجا|اوجیناگا|奥希纳加|オヒナガ|오히나가
Omsk|Омськ|Омск|Омск||||Омск|Омск||||||||||Omska|Omskas|Omszk||||||Ομσκ||ომსკი||Омбы|אומסק|أومسك|اومسک|鄂木斯克|オムスク|옴스크
Oral|Орал|Уральск|Уральск|Uralsk|Uralsk|Uraľsk|Арал|Орал||Uralsk||||||Uralsk||Orala|Uralskas||Uralsk|Ouralsk||||Οράλ||ორალი||Орал|אורל|أورال|اورال|乌拉尔|オラル|오랄
Oslo|Осло|Осло|Осла||||Осло|Осло|||||||||||Oslas|||||||Όσλο||ოსლო||Осло|אוסלו|أوسلو|اسلو|奥斯陆|オスロ|오슬로
Ouagadougou|Уаґадуґу|Уагадугу|Уагадугу|Wagadugu|||Уагадугу|Уагадугу||||||||||Vagadugu|Vagadugu||||Uagadugú|||Ουαγκαντούγκου||უაგადუგუ|Uqaduqu|Уагадугу|וואגאדוגו|واغادوغو|اوآگادوگو|瓦加杜古|ワガドゥグー|와가두구
Pago Pago|Паго-Паго|Паго-Паго|Пага-Пага||||Паго Паго|Паго Паго||||||||||Pagopago|Pago Pagas|||||||Πάγκο Πάγκο||პაგო-პაგო|Paqo Paqo|Паго-Паго|פאגו פאגו|باغو باغو|پاگوپاگو|帕果帕果|パゴパゴ|파고파고
Palau|Палау|Палау|Палау||||Палау|Палау|||||||||Belau|||||Palaos|Palaos|||Παλάου||პალაუ||Палау|פלאו|بالاو|پالائو|帕劳|パラオ|팔라우
Panama|Панама|Панама|Панама||||Панама|Панама|||||||||||||||Panamá|Panamá||Παναμάς||პანამა||Панама|פנמה|بنما|پاناما|巴拿马|パナマ|파나마
Paramaribo|Парамарибо|Парамарибо|Парамарыба||||Парамарибо|Парамарибо|||||||||||Paramaribas|||||||Παραμαρίμπο||პარამარიბო||Парамарибо|פרמריבו|باراماريبو|پاراماریبو|帕拉马里博|パラマリボ|파라마리보
Paris|Париж|Париж|Парыж|Paryż|Paříž|Paríž|Париж|Париз|Pariz|Pariz||Parijs||||Pariisi|Pariis|Parīze|Paryžius|Párizs|||París||Parigi|Παρίσι||პარიზი||Париж|פריז|باريس|پاریس|巴黎|パリ|파리
Perth|Перт|Перт|Перт||||Пърт|Перт||||||||||Pērta|Pertas|||||||Περθ||პერთი|Pert|Перт|פרת׳|برثا|پرت|珀斯|パース|퍼스
Phnom Penh|Пномпень|Пномпень|Пнампень||Phnompenh|Phnom Pénh|Пном Пен|Пном Пен||||||||||Pnompeņa|Pnompenis|||||||Πνομ Πενχ||პნომპენი|Pnom Pen|Пномпень|פנום פן|بنوم بنه|پنوم‌پن|金边|プノンペン|프놈펜
Phoenix|Фінікс|Финикс|Фінікс||||Финикс|Финикс||||||||||Fīniksa|Finiksas|||||||Φοίνιξ||ფენიქსი|Feniks|Финикс|פיניקס|فينكس|فینکس|凤凰城|フェニックス|피닉스
Pitcairn Islands|Піткерн|Питкэрн|Піткэрн||Pitcairnovy ostrovy||Питкерн|Питкерн|||||Pitcairnöarna|||||Pitkērna|Pitkerno sala|Pitcairn-szigetek|Insula Pitcairn|||||Πίτκερν||პიტკერნი|Pitkern|Питкэрн|פיטקרן|بيتكيرن|پیت‌کرن|皮特凯恩|ピトケアン諸島|핏케언
Podgorica|Подгориця|Подгорица|Падгорыца||||Подгорица|Подгорица|||||||||||||Podgorița|||||Ποντγκόριτσα||პოდგორიცა|Podqoritsa|Подгорица|פודגוריצה|بودغوريكا|پادگاریتسا|波德戈里察|ポドゴリツァ|포드고리차
Pohnpei|Понапе|Понпеи|Панпеі||||Понпей|Понапе||||||||||Ponpeja|Ponapė|Ponape-szigetek||||||Πονάπε||პონპეი||Понапе|פונפיי|باناب|پانپی|波纳佩岛|ポンペイ島|포나페
Pontianak|Понтіанак|Понтианак|Пантыянак||||Понтианак|Понтијанак||||||||||Pontianaka|Pontianakas|||||||Πόντιανακ||პონტიანაკი||Понтианак|פונטיאנק|بونتيانك|پونتیاناک|坤甸|ポンティアナック|폰티아나크
Port Moresby|Порт-Морсбі|Порт-Морсби|Порт-Морсбі||||Порт Морсби|Порт Морзби||||||||||Portmorsbi|Port Morsbis|||||||Πορτ Μόρεσμπι||პორტ მორსბი|Port Moresbi|Порт-Морсби|פורט מורסבי|بور مورسبي|پورت‌مورزبی|莫尔兹比港|ポートモレスビー|포트모르즈비
Port of Spain|Порт-оф-Спейн|Порт-оф-Спейн|Порт-оф-Спейн|Port-of-Spain|||Порт ъф Спейн|Порт оф Спејн||||||||||Portofspeina|Port of Speinas|||Port-d’Espagne|Puerto España|||Πορτ οφ Σπέιν||პორტ-ოვ-სპეინი|İspan Limanı|Порт-оф-Спейн|פורט אוף ספיין|بورت أوف سبين|پورت‌آواسپین|西班牙港|ポートオブスペイン|포트오브스페인
Port-au-Prince|Порт-о-Пренс|Порт-о-Пренс|Порт-о-Прэнс||||Порт-о-Пренс|Порт о Пренс||||||||||Portoprensa|Port o Prensas||||Puerto Príncipe|Porto Príncipe||Πορτ-ο-Πρενς||პორტ-ა-პრინსი|Port-o-Prins|Порт-о-Пренс|פורט או פראנס|بورت أو برنس|پورتوپرنس|太子港|ポルトープランス|포르토프랭스
Porto Velho|Порту-Велью|Порту-Велью|Порту-Велью||||Порто Вельо|Порто Вељо||||||||||Portuveļu|Porto Veljas|||||||Πόρτο Βέλιο||პორტუ-ველიო|Porto Velyo|Порту-Велью|פורטו וליו|بورتو فيلو|پورتوولیو|波多韦柳|ポルトベーリョ|포르토벨료
Porto-Novo|Порто-Ново|Порто-Ново|Порта-Нова|Porto Novo|||Порто Ново|Порто Ново|||Porto Novo|||||||Portonovo|Porto Novas||||Portonovo|Porto Novo||Πόρτο-Νόβο||პორტო-ნოვო||Порто-Ново|פורטו נובו|بورتو نوفو|پورتو نووو|波多诺伏|ポルトノボ|포르토노보
Prague|Прага|Прага|Прага|Praga|Praha|Praha|Прага|Праг|Prag|Praga|Prag|Praag|Prag|Prag|Praha|Praha|Praha|Prāga|Praha|Prága|Praga||Praga|Praga|Praga|Πράγα|Prag|პრაღა|Praqa|Прага|פראג|براغ|پراگ|布拉格|プラハ|프라하
Puerto Rico|Пуерто-Ріко|Пуэрто-Рико|Пуэрта-Рыка|Portoryko|Portoriko|Portoriko|Пуерто Рико|Порто Рико|Portoriko|Portoriko||||||||Puertoriko|Puerto Rikas|||Porto Rico||Porto Rico|Portorico|Πουέρτο Ρίκο|Porto Riko|პუერტო-რიკო|Puerto Riko|Пуэрто-Рико|פוארטו ריקו|بورتوريكو|پورتوریکو|波多黎各|プエルトリコ|푸에르토리코
Punta Arenas|Пунта-Аренас|Пунта-Аренас|Пунта-Арэнас||||Пунта Аренас|Пунта Аренас||||||||||Puntaarenasa|Punta Arenasas|||||||Πούντα Αρένας||პუნტა-არენასი||Пунта-Аренас|פונטה ארנס|بونتا أريناز|پونتا آرناس|蓬塔阿雷纳斯|プンタアレナス|푼타아레나스
Pyongyang|Пхеньян|Пхеньян|Пхеньян|Pjongjang|Pchjongjang|Pchjongjang|Пхенян|Пјонгјанг|Pjongjang|Pjongjang|Pjöngjang|||||Pjongjang||Phenjana|Pchenjanas|Phenjan|Phenian|||||Πιονγκγιάνγκ||ფხენიანი|Pxenyan|Пхеньян|פיונגיאנג|بيونغ يانغ|پیونگ‌یانگ|平壤|平壌|평양
Qatar|Катар|Катар|Катар|Katar|Katar|Katar|Катар|Катар|Katar|Katar|Katar||||||Katar|Katara|Kataras|Katar|||Catar|Catar||Κατάρ|Katar|კატარი||Катар|קטאר|قطر|قطر|卡塔尔|カタール|카타르
Rankin Inlet|Ренкін-Інлет|Ранкин-Инлет|Ранкін-Інлет||||Ранкин Инлет|Ранкин Инлет||||||||||Rankininleta|Rankin Inletas|||||||Ράνκιν Ίνλετ||რენკინ ინლეტი|Rankin Girişi|Ранкин-Инлет|רנקין אינלט|رانكن انلت|خلیجک رنکین|兰今湾|ランキンインレット|랭킹 인렛
Rarotonga|Раротонга|Раротонга|Раратонга||||Раротонга|Раротонга||||||||||||||||||Ραροτόνγκα||რაროტონგა|Rarotonqa|Раротонга|רארוטונגה|راروتونغا|راروتونگا|拉罗汤加|ラロトンガ|라로통가
Recife|Ресіфі|Ресифи|Рэсіфі||||Ресифе|Ресифе||||||||||Resifi|Resifė|||||||Ρεσίφε||რეციფე|Resif|Ресифи|רסיפה|ريسيف|ریسیفی|累西腓|レシフェ|레시페
Regina|Реджайна|Реджайна|Рэджайна||||Риджайна|Регина||||||||||Ridžaina|Redžina|||||||Ρετζάινα||რეჯინა|Recina|Реджайна|רג׳ינה|ريجينا|رجاینا|里贾纳|レジャイナ|리자이나
Resolute|Резольют|Резольют|Рэзальют||||Резолют|Ресолут||||||||||Rezolūta|Resolutas|||||||Ρέζολουτ||რეზოლუტე|Rezolyut|Резольют|רזולוט|ريزولوت|رزولوت|雷索卢特|レゾリュート|리졸루트
Reykjavik|Рейкʼявік|Рейкьявик|Рэйк’явік||Reykjavík|Reykjavík|Рейкявик|Рејкјавик|||Reyk­ja­vík||||Reykjavík|Reykjavík|Reykjavík|Reikjavika|Reikjavikas|Reykjavík|||Reikiavik|Reykjavík|Reykjavík|Ρέυκιαβικ||რეიკიავიკი|Reykyavik|Рейкьявик|רייקיאוויק|ريكيافيك|ریکیاویک|雷克雅未克|レイキャビク|레이캬비크
Riga|Рига|Рига|Рыга|Ryga|||Рига|Рига||||||||Riika|Riia|Rīga|Ryga|||||||Ρίγα||რიგა|Riqa|Рига|ריגה|ريغا|ریگا|里加|リガ|리가
Rio Branco|Ріо-Бранко|Риу-Бранку|Рыу-Бранку||||Рио Бранко|Рио Бранко||||||||||Riobranko|Rio Brankas|Río Branco|||Río Branco|||Ρίο Μπράνκο||რიო ბრანკო|Rio Branko|Риу-Бранку|ריו ברנקו|ريوبرانكو|ریوبرانکو|里奥布郎库|リオブランコ|히우 브랑쿠
Riyadh|Ер-Ріяд|Эр-Рияд|Эр-Рыяд|Rijad|Rijád|Rijád|Рияд|Ријад|Rijad|Rijad|Riad|Riyad||||Riad|Ar-Riyāḑ|Rijāda|Rijadas|Rijád|Riad|Riyad|Riad|Riade|Riyad|Ριάντ|Riyad|ერ-რიადი|Riyad|Эр-Рияд|ריאד|الرياض|ریاض|利雅得|リヤド|리야드
Rome|Рим|Рим|Рым|Rzym|Řím|Rím|Рим|Рим|Rim|Rim|Rom||Rom|Rom|Roma|Rooma|Rooma|Roma|Roma|Róma|Roma||Roma|Roma|Roma|Ρώμη|Roma|რომი|Roma|Рим|רומא|روما|رم|罗马|ローマ|로마
Réunion|Реюньйон|Реюньон|Рэюньён||||Реюнион|Реунион||||||||||Reinjona|Reunjonas|||La Réunion|Reunión|Reunião|La Riunione|Ρεϊνιόν||რეიუნიონი||Реюньон|ראוניון|ريونيون|رئونیون|留尼汪|レユニオン|레위니옹
Saint-Pierre|Мікелон|Микелон|Мікелон||||Микелон|Микелон||||||||||Mikelona|Mikelonas||||Miquelón|||Μικελόν||მიკელონი|Mikelon|Микелон|מיקלון|مكويلون|میکلون|密克隆|ミクロン島|미클롱
Saipan|Сайпан|Сайпан|Сайпан||||Сайпан|Сајпан||||||||||Saipana|Saipanas||||Saipán|||Σαϊπάν||საიპანი|Saypan|Сайпан|סאיפאן|سايبان|سایپان|塞班|サイパン|사이판
Sakhalin|Сахалін|о-в Сахалин|Сахалін|Sachalin|Sachalin|Sachalin|Сахалин|Сахалин|Sahalin|Sahalin|Sachalin|Sachalin|Sachalin|||Sahalin|Sahhalin|Sahalīna|Sachalinas|Szahalin|Sahalin|Sakhaline|Sajalín|Sacalina|Sachalin|Σαχαλίνη|Sahalin|სახალინი|Saxalin|Сахалин|סחלין|سكالين|ساخالین|萨哈林|サハリン|사할린
Samara|Самара|Самара|Самара||||Самара|Самара||||||||||||Szamara||||||Σαμάρα||სამარა||Самара|סמרה|سمراء|سامارا|萨马拉|サマラ|사마라
Samarkand|Самарканд|Самарканд|Самарканд|Samarkanda|||Самарканд|Самарканд||||||||||Samarkanda|Samarkandas|Szamarkand||Samarcande|Samarcanda|Samarcanda|Samarcanda|Σαμαρκάνδη|Semerkand|სამარყანდი|Səmərqənd|Самарқанд|סמרקנד|سمرقند|سمرقند|撒马尔罕|サマルカンド|사마르칸트
San Marino|Сан-Марино|Сан-Марино|Сан-Марына|||San Maríno|Сан Марино|Сан Марино||||||||||Sanmarīno|San Marinas|||Saint-Marin||||Άγιος Μαρίνος||სან-მარინო||Сан-Марино|סן מרינו|سان مارينو|سان‌مارینو|圣马力诺|サンマリノ|산마리노
Santarém|Сантарен|Сантарен|Сантарэн||||Сантарем|Сантарем||||||||||Santarena|Santarenas|||||||Σανταρέμ||სანტარემი||Сантарен|סנטרם|سانتاريم|سنتارم|圣塔伦|サンタレム|산타렘
Santiago|Сантьяґо|Сантьяго|Сант’яга||||Сантяго|Сантјаго||||||||Santiago de Chile||Santjago|Santjagas||||Santiago de Chile|||Σαντιάγκο||სანტიაგო|Santyaqo|Сантьяго|סנטיאגו|سانتياغو|سانتیاگو|圣地亚哥|サンチアゴ|산티아고
Santo Domingo|Санто-Домінґо|Санто-Доминго|Санта-Дамінга||||Санто Доминго|Санто Доминго||||||||||Santodomingo|Santo Domingas|||Saint-Domingue||||Άγιος Δομίνικος||სანტო-დომინგო|Santo Dominqo|Санто-Доминго|סנטו דומינגו|سانتو دومينغو|سانتو دومینگو|圣多明各|サントドミンゴ|산토도밍고
Sarajevo|Сараєво|Сараево|Сараева|Sarajewo|||Сараево|Сарајево||||||||||Sarajeva|Sarajevas|Szarajevó||||||Σαράγεβο|Saraybosna|სარაევო|Sarayevo|Сараево|סרייבו|سراييفو|سارایوو|萨拉热窝|サラエボ|사라예보
Saratov|Саратов|Саратов|Саратаў|Saratów|||Саратов|Саратов|||Saratow|||||||Saratova|Saratovas|Szaratov|||Sarátov|||Σαράτοφ||სარატოვი||Саратов|סראטוב|ساراتوف|ساراتوف|萨拉托夫|サラトフ|사라토프
Seoul|Сеул|Сеул|Сеул|Seul|Soul|Soul|Сеул|Сеул|Seul|Seul||||||Soul|Soul|Seula|Seulas|Szöul|Seul|Séoul|Seúl|Seul|Seul|Σεούλ|Seul|სეული|Seul|Сеул|סיאול|سول|سئول|首尔|ソウル|서울
Shanghai|Шанхай|Шанхай|Шанхай|Szanghaj|Šanghaj|Šanghaj|Шанхай|Шангај|Šangaj|Šanghaj||Sjanghai||||||Šanhaja|Šanchajus|Sanghaj|||Shanghái|Xangai||Σανγκάη|Şanghay|შანხაი|Şanxay|Шанхай|שנחאי|شنغهاي|شانگهای|上海|上海|상하이
Simferopol|Сімферополь|Симферополь|Сімферопаль|Symferopol|||Симферопол|Симферопољ|Simferopolj|||||||||Simferopole|Simferopolis|Szimferopol|||Simferópol||Sinferopoli|Συμφερόπολη||სიმფეროპოლი||Симферополь|סימפרופול|سيمفروبول|سیمفروپل|辛菲罗波尔|シンフェロポリ|심페로폴
Singapore|Сінгапур|Сингапур|Сінгапур|Singapur|Singapur|Singapur|Сингапур|Сингапур|Singapur|Singapur|Singapur||||||Singapur|Singapūra|Singapūras|Szingapúr||Singapour|Singapur|Singapura||Σιγκαπούρη|Singapur|სინგაპური|Sinqapur|Сингапур|סינגפור|سنغافورة|سنگاپور|新加坡|シンガポール|싱가포르
Sitka|Сітка|Ситка|Сітка||||Ситка|Ситка||||||||||||||||||Σίτκα||სიტკა||Ситка|סיטקה|سيتكا|سیتکا|锡特卡|シトカ|싯카
Skopje|Скопʼє|Скопье|Скоп’е||||Скопие|Скопље|Skoplje||||||||||Skopjė|Szkopje|||Skopie|||Σκόπια|Üsküp|სკოპიე|Skopye|Скопье|סקופיה|سكوبي|اسکوپیه|斯科普里|スコピエ|스코페
Sofia|Софія|София|Сафія||Sofie||София|Софија|Sofija|Sofija||||||||Sofija|Sofija|Szófia|||Sofía|Sófia||Σόφια|Sofya|სოფია|Sofiya|София|סופיה|صوفيا|صوفیه|索非亚|ソフィア|소피아
South Georgia|Південна Джорджія|Южная Георгия|Паўднёвая Георгія|Georgia Południowa|Jižní Georgie|Južná Georgia|Южна Джорджия|Јужна Џорџија|Južna Georgija|Južna Georgia|Südgeorgien|Zuid-Georgia|Sydgeorgien||Sør-Georgia|Etelä-Georgia|Lõuna-Georgia|Dienviddžordžija|Pietų Džordžija|Déli-Georgia|Georgia de Sud|Géorgie du Sud|Georgia del Sur|Geórgia do Sul|Georgia del Sud|Νότια Γεωργία|Güney Georgia|სამხრეთ ჯორჯია|Cənubi Corciya|Оңтүстік Георгия|דרום ג׳ורג׳יה|جورجيا الجنوبية|جورجیای جنوبی|南乔治亚|サウスジョージア|사우스조지아
Srednekolymsk|Середньоколимськ|Среднеколымск|Сярэднекалымск|Sriedniekołymsk|Sredněkolymsk||Среднеколимск|Средњеколимск|Srednekolimsk|Srednekolimsk|||||||Srednekolõmsk|Sredņekolimska|Srednekolymskas|Szrednekolimszk|Srednekolimsk||Srednekolimsk|||Σρεντνεκολίμσκ||სრედნეკოლიმსკი|Srednekolımsk|Среднеколымск|סרדנייקולימסק|سريدنكوليمسك|اسردنکولیمسک|中科雷姆斯克|スレドネコリムスク|스레드네콜림스크
St. Barthélemy|Сен-Бартелемі|Сен-Бартелеми|Сен-Бартэльмі|Saint-Barthélemy|Svatý Bartoloměj|Svätý Bartolomej|Сен Бартелеми|Св. Бартоломeј|Saint Barthélemy|Sv. Bartolomej|Saint-Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Saint-Barthélemy|Senbartelmī|Sen Bartelemi|Saint-Barthélemy|Saint Barthélemy|Saint-Barthélemy|San Bartolomé|São Bartolomeu|Saint-Barthélemy|Άγιος Βαρθολομαίος|Saint Barthelemy|სენ-ბართელემი|Sent-Bartelemi|Сен-Бартелеми|סנט ברתלמי|سانت بارتيليمي|سنت بارتلمی|圣巴泰勒米岛|サン・バルテルミー|생바르텔레미
St. Helena|Острів Святої Єлени|о-в Святой Елены|Востраў Святой Алены|Święta Helena|Svatá Helena|Svätá Helena|Света Елена|Света Јелена|Sveta Helena|Sv. Helena||Sint-Helena|Sankt Helena|||Saint Helena|Saint Helena|Sv.Helēnas sala|Sent Helena|Szent Ilona|Sf. Elena|Sainte-Hélène|Santa Elena|Santa Helena|Sant’Elena|Αγ. Ελένη||წმ. ელენეს კუნძული|Müqəddəs Yelena|Әулие Елена аралы|סנט הלנה|سانت هيلينا|سنت هلنا|圣赫勒拿|セントヘレナ|세인트 헬레나
St. John’s|Сент-Джонс|Сент-Джонс|Сент-Джонс||||Сейнт Джонс|Св. Џон||||Saint John’s|Saint John’s||||Saint John’s|Sentdžonsa|Sent Džonsas|||Saint-Jean de Terre-Neuve|San Juan de Terranova|Saint John’s||Σεν Τζονς||სენტ-ჯონსი|Sent Cons|Сент-Джонс|סנט ג׳ונס|سانت جونس|سنت جان|圣约翰斯|セントジョンズ|세인트존스
St. Kitts|Сент-Кіттс|Сент-Китс|Сент-Кітс|Saint Kitts|Svatý Kryštof||Сейнт Китс|Сент Китс||Sv. Krištof||Saint Kitts|Saint Kitts|||Saint Kitts|Saint Kitts|Sentkitsa|Sent Kitsas|||Saint-Christophe|San Cristóbal|São Cristóvão||Σεν Κιτς||სენტ-კიტსი|San Kits|Сент-Китс|סנט קיטס|سانت كيتس|سنت کیتس|圣基茨|セントクリストファー|세인트키츠
St. Lucia|Сент-Люсія|Сент-Люсия|Сент-Люсія|Saint Lucia|Svatá Lucie|Svätá Lucia|Сейнт Лусия|Св. Луција||Sv. Lucija||Saint Lucia|Saint Lucia|||Saint Lucia|Saint Lucia|Sentlūsija|Sent Lusija|||Sainte-Lucie|Santa Lucía|Santa Lúcia|Santa Lucia|Αγία Λουκία||სენტ-ლუსია|San Lüsiya|Сент-Люсия|סנט לוסיה|سانت لوشيا|سنت لوسیا|圣卢西亚|セントルシア|세인트루시아
St. Thomas|Сент-Томас|Сент-Томас|Сент-Томас|Saint Thomas|Svatý Tomáš|Sv. Tomáš|Сейнт Томас|Св. Тома||Sv. Tomaž||Saint Thomas|Saint Thomas|||Saint Thomas|Saint Thomas|Sentomasa|Sent Tomasas|||Saint-Thomas||Saint Thomas|Saint Thomas|Άγιος Θωμάς||სენ-ტომასი|San Tomas|Сент-Томас|סנט תומאס|سانت توماس|سنت توماس|圣托马斯|セントトーマス|세인트토마스
St. Vincent|Сент-Вінсент|Сент-Винсент|Сент-Вінсент|Saint Vincent|Svatý Vincenc|Sv. Vincent|Сейнт Винсънт|Сент Винсент||Sv. Vincencij||Saint Vincent|Saint Vincent|||Saint Vincent|Saint Vincent|Sentvinsenta|Sent Vincentas|||Saint-Vincent|San Vicente|São Vicente|Saint Vincent|Άγιος Βικέντιος||სენ-ვინსენტი|San Vinsent|Сент-Винсент|סנט וינסנט|سانت فنسنت|سنت وینسنت|圣文森特|セントビンセント|세인트빈센트
Stanley|Стенлі|Стэнли|Порт-Стэнлі||||Стенли|Стенли||||||||||Stenli|Stenlis|||||||Στάνλεϊ||სტენლი|Stenli|Стэнли|סטנלי|استانلي|استانلی|斯坦利|スタンレー|스탠리
Stockholm|Стокгольм|Стокгольм|Стакгольм|Sztokholm||Štokholm|Стокхолм|Стокхолм||||||||Tukholma||Stokholma|Stokholmas||||Estocolmo|Estocolmo|Stoccolma|Στοκχόλμη|Stokholm|სტოკჰოლმი|Stokholm|Стокгольм|שטוקהולם|ستوكهولم|استکهلم|斯德哥尔摩|ストックホルム|스톡홀름
Swift Current|Свіфт-Каррент|Свифт-Керрент|Свіфт-Керэнт||||Суифт Кърент|Свифт Курент||||||||||Sviftkarenta|Svift Karentas|||||||Σουίφτ Κάρεντ||სვიფტ კარენტი|Svift Kurent|Суифт-Каррент|סוויפט קרנט|سوفت كارنت|سویفت‌کارنت|斯威夫特卡伦特|スウィフトカレント|스위프트커런트
Sydney|Сідней|Сидней|Сідней||||Сидни|Сиднеј||||||||||Sidneja|Sidnėjus||||Sídney|||Σίδνεϊ|Sidney|სიდნეი|Sidney|Сидней|סידני|سيدني|سیدنی|悉尼|シドニー|시드니
São Paulo|Сан-Паулу|Сан-Паулу|Сан-Паўлу||||Сао Пауло|Сао Паоло||||||||||Sanpaulu|San Paulas||||||San Paolo|Σάο Πάολο||სან-პაულუ|San Paulo|Сан-Паулу|סאו פאולו|ساو باولو|سائوپائولو|圣保罗|サンパウロ|상파울루
São Tomé|Сан-Томе|Сан-Томе|Сан-Тамэ||Svatý Tomáš|Svätý Tomáš|Сао Томе|Сао Томе||||Sao Tomé||||||Santome|San Tomė||Sao Tomé||Santo Tomé|||Σάο Τομέ||სენ-ტომე|San Tom|Сан-Томе|סאו טומה|ساو تومي|سائوتومه|圣多美|サントメ|상투메
Tahiti|Таїті|Таити|Таіці||||Таити|Тахити||||||||||Taiti|Taitis||||Tahití|Taiti||Ταϊτή||ტაიტი||Таити|טהיטי|تاهيتي|تاهیتی|塔希提|タヒチ|타히티
Taipei|Тайбей|Тайбэй|Тайбэй|Tajpej|Tchaj-pej|Tchaj-pej|Тайпе|Тајпеј||Tajpej|Taipeh|||||||Taibei|Taipėjus|Tajpej|||Taipéi|||Ταϊπέι||ტაიპეი|Taybey|Тайбэй|טאיפיי|تايبيه|تایپه|台北|台北|타이베이
Tallinn|Таллінн|Таллин|Талін|Tallin|||Талин|Талин||Talin||||||Tallinna||Tallina|Talinas|Tallin|||Tallin|||Ταλίν||ტალინი|Tallin|Таллин|טאלין|تالين|تالین|塔林|タリン|탈린
Tarawa|Тарава|Тарава|Тарава||||Тарауа|Тарава||||||||||Tarava|Tarava|||||Taraua||Ταράουα||ტარაუა|Tarava|Тарава|טאראווה|تاراوا|تاراوا|塔拉瓦|タラワ|타라와
Tashkent|Ташкент|Ташкент|Ташкент|Taszkient|Taškent|Taškent|Ташкент|Ташкент|Taškent|Taškent|Taschkent|Tasjkent|Tasjkent|Tasjkent|Tasjkent|Taškent|Taškent|Taškenta|Taškentas|Taskent|Tașkent|Tachkent|Taskent|||Τασκένδη|Taşkent|ტაშკენტი|Daşkənd|Ташкент|טשקנט|طشقند|تاشکند|塔什干|タシケント|타슈켄트
Tbilisi|Тбілісі|Тбилиси|Тбілісі||||Тбилиси|Тбилиси|||Tiflis||||||Thbilisi||Tbilisis|Tbiliszi||Tbilissi|Tiflis|||Τιφλίδα|Tiflis|თბილისი||Тбилиси|טביליסי|تبليسي|تفلیس|第比利斯|トビリシ|트빌리시
Tegucigalpa|Теґусіґальпа|Тегусигальпа|Тэгусігальпа||||Тегусигалпа|Тегусигалпа||||||||||Tegusigalpa|Tegusigalpa|||||||Τεγκουσιγκάλπα||ტეგუჩიგალპა|Tequsiqalpa|Тегусигальпа|טגוסיגלפה|تيغوسيغالبا|تگوسیگالپا|特古西加尔巴|テグシガルパ|테구시갈파
Tehran|Тегеран|Тегеран|Тэгеран|Teheran|Teherán|Teherán|Техеран|Техеран|Teheran|Teheran|Teheran|Teheran|Teheran|Teheran|Teheran|Teheran|Teheran|Teherāna|Teheranas|Teherán|Teheran|Téhéran|Teherán|Teerã|Teheran|Τεχεράνη|Tahran|თეირანი||Тегеран|טהרן|طهران|تهران|德黑兰|テヘラン|테헤란
Thimphu|Тхімпху|Тхимпху|Тхімпху||Thimbú||Тхимпху|Тимпу||Timpu|||||Thimpu||||Timpu|Timpu|||Timbu|||Θίμφου||თხიმფხუ||Тхимпху|טהימפהו|تيمفو|تیمفو|廷布|ティンプー|팀부
Thule|Туле|Туле|Туле|Qaanaaq|||Туле|Тул|||||Qaanaaq|||||Tule|Kanakas|||Thulé||||Θούλη||თულე|Tul|Туле|תולה|ثيل|تول|图勒|チューレ|툴레
Tijuana|Тіхуана|Тихуана|Тыхуана||||Тихуана|Тихуана||||||||||Tihuana|Tichuana|||||||Τιχουάνα||ტიხუანა|Tixuana|Тихуана|טיחואנה|تيخوانا|تیخوانا|蒂华纳|ティフアナ|티후아나
Tirana|Тирана|Тирана|Тырана||||Тирана|Тирана||||||||||Tirāna||||||||Τίρανα|Tiran|ტირანა||Тирана|טירנה|تيرانا|تیرانا|地拉那|ティラナ|티라나
Tokyo|Токіо|Токио|Токіа|Tokio|Tokio|Tokio|Токио|Токио|Tokio|Tokio|Tokio|Tokio||||Tokio|Tōkyō|Tokija|Tokijas|Tokió|||Tokio|Tóquio||Τόκιο||ტოკიო||Токио|טוקיו|طوكيو|توکیو|东京|東京|도쿄
Tomsk|Томськ|Томск|Томск||||Томск|Томск||||||||||Tomska|Tomskas|Tomszk||||||Τομσκ||ტომსკი||Томск|טומסק|تومسك|تومسک|托木斯克|トムスク|톰스크
Tongatapu|Тонгатапу|Тонгатапу|Тангатапу||||Тонгатапу|Тонгатапу||||||||||||||||||Τονγκατάπου||ტონგატაპუ|Tonqapatu|Тонгатапу|טונגטאפו|تونغاتابو|تونگاتاپو|东加塔布|トンガタプ|통가타푸
Toronto|Торонто|Торонто|Таронта||||Торонто|Торонто|||||||||||Torontas|||||||Τορόντο||ტორონტო||Торонто|טורונטו|تورونتو|تورنتو|多伦多|トロント|토론토
Tortola|Тортола|Тортола|Тартола||||Тортола|Тортола|||||||||||||||Tórtola|||Τορτόλα||ტორტოლა||Тортола|טורטולה|تورتولا|تورتولا|托尔托拉|トルトーラ|토르톨라
Tripoli|Триполі|Триполи|Трыпалі|Trypolis|Tripolis|Tripolis|Триполи|Триполи|||Tripolis|||||||Tripole|Tripolis|||Tripoli|Trípoli|Trípoli||Τρίπολη|Trablus|ტრიპოლი||Триполи|טריפולי|طرابلس|طرابلس|的黎波里|トリポリ|트리폴리
Tunis|Туніс|Тунис|Туніс||||Тунис|Тунис||||||||||Tunisa|Tunisas|Tunisz|||Túnez|Túnis|Tunisi|Τύνιδα|Tunus|ტუნისი||Тунис|תוניס|تونس|تونس|突尼斯|チュニス|튀니스
Ulaanbaatar|Улан-Батор|Улан-Батор|Улан-Батар|Ułan Bator|Ulánbátar|Ulanbátar|Улан Батор|Улан Батор|Ulan Bator|Ulan Bator||||Ulan Bator|Ulan Bator|Ulan Bator||Ulanbatora|Ulan Batoras|Ulánbátor|Ulan Bator|Oulan-Bator|Ulán Bator|Ulan Bator|Ulan Bator|Ουλάν Μπατόρ|Ulan Batur|ულანბატარი|Ulanbator|Ұланбатыр|אולאן באטור|آلانباتار|اولان‌باتور|乌兰巴托|ウランバートル|울란바토르
Ulyanovsk|Ульянівськ|Ульяновск|Ульянаўск|Uljanowsk|Uljanovsk|Uľjanovsk|Уляновск|Уљановск|Uljanovsk|Uljanovsk|Uljanowsk||Uljanovsk|Uljanovsk|Uljanovsk|Uljanovsk|Uljanovsk|Uļjanovska|Uljanovskas|Uljanovszk|Ulianovsk|Oulianovsk|Uliánovsk|Ulianovsk||Ουλιάνοφσκ||ულიანოვსკი||Ульяновск|אוליאנובסק|أوليانوفسك|اولیانوفسک|乌里扬诺夫斯克|ウリヤノフスク|울리야노프스크
Ust-Nera|Усть-Нера|Усть-Нера|Усць-Нера|Ust-Niera||Usť-Nera|Уст-Нера|Уст-Нера||||||||||Ustjņera|Ust Nera|Uszty-Nyera|||||Ust’-Nera|Ουστ-Νερά||უსტ-ნერა||Усть-Нера|אוסט-נרה|أوست نيرا|اوست نرا|乌斯内拉|ウスチネラ|우스티네라
Vaduz|Вадуц|Вадуц|Вадуц||||Вадуц|Вадуз||||||||||Vaduca|Vaducas|||||||Βαντούζ||ვადუცი|Vaduts|Вадуц|ואדוץ|فادوز|فادوتس|瓦杜兹|ファドゥーツ|파두츠
Vancouver|Ванкувер|Ванкувер|Ванкувер||||Ванкувър|Ванкувер||||||||||Vankūvera|Vankuveris|||||||Βανκούβερ||ვანკუვერი|Vankuver|Ванкувер|ונקובר|فانكوفر|ونکوور|温哥华|バンクーバー|벤쿠버
Vatican|Ватикан|Ватикан|Ватыкан|Watykan|Vatikán|Vatikán|Ватикан|Ватикан|Vatikan|Vatikan|Vatikan|Vaticaanstad|Vatikanen|Vatikanet|Vatikanstaten|Vatikaani|Vatikan|Vatikāns|Vatikanas|Vatikán||Le Vatican|El Vaticano|Vaticano|Città del Vaticano|Βατικανό|Vatikan|ვატიკანი|Vatikan|Ватикан|הוותיקן|الفاتيكان|واتیکان|梵蒂冈|バチカン|바티칸
Vienna|Відень|Вена|Вена|Wiedeń|Vídeň|Viedeň|Виена|Беч|Beč|Dunaj|Wien|Wenen|Wien|Wien|Wien|Wien|Viin|Vīne|Viena|Bécs|Viena|Vienne|Viena|Viena||Βιέννη|Viyana|ვენა|Vyana|Вена|וינה|فيينا|وین|维也纳|ウィーン|비엔나
Vientiane|Вʼєнтьян|Вьентьян|В’енцьян|Wientian||Vientian|Виентян|Вијентијан||||||||||Vjenčana|Vientianas|Vientián|||Vientián|||Βιεντιάν||ვიენტიანი|Vyentyan|Вьентьян|ויינטיאן|فيانتيان|وینتیان|万象|ビエンチャン|비엔티안
Vilnius|Вільнюс|Вильнюс|Вільнюс|Wilno|||Вилнюс|Вилњус||Vilna||||||Vilna||Viļņa|||||Vilna|||Βίλνιους||ვილნიუსი|Vilnüs|Вильнюс|וילנה|فيلنيوس|ویلنیوس|维尔纽斯|ヴィリニュス|빌니우스
Vladivostok|Владивосток|Владивосток|Уладзівасток|Władywostok|||Владивосток|Владивосток|||Wladiwostok|||||||Vladivostoka|Vladivostokas|Vlagyivosztok||||||Βλαδιβοστόκ||ვლადივოსტოკი||Владивосток|ולדיווסטוק|فلاديفوستك|ولادی‌وستوک|海参崴|ウラジオストク|블라디보스토크
Volgograd|Волгоград|Волгоград|Валгаград|Wołgograd|||Волгоград|Волгоград|||Wolgograd|Wolgograd||||||Volgograda|Volgogradas|Volgográd|||Volgogrado|Volgogrado||Βόλγκοκραντ||ვოლგოგრადი|Volqoqrad|Волгоград|וולגוגרד|فولوجراد|ولگاگراد|伏尔加格勒|ボルゴグラード|볼고그라트
Wake Island|Вейк|Уэйк|Уэйк||||Уейк|Вејк||||||||||Veika sala|Veiko sala|Wake-sziget|Insula Wake|||||Γουέικ||უეიკი|Veyk|Уэйк|וייק|واك|ویک|威克|ウェーク島|웨이크
Wallis & Futuna|Уолліс|Уоллис|Уоліс||||Уолис|Валис|||||Wallisön|||||Volisa|Volisas|||||||Γουάλις||ვალისი|Uollis|Уоллис|ווליס|واليس|والیس|瓦利斯|ウォリス諸島|월리스
Warsaw|Варшава|Варшава|Варшава|Warszawa|Varšava|Varšava|Варшава|Варшава|Varšava|Varšava|Warschau|Warschau|Warszawa|Warszawa|Warszawa|Varsova|Varssavi|Varšava|Varšuva|Varsó|Varșovia|Varsovie|Varsovia|Varsóvia|Varsavia|Βαρσοβία|Varşova|ვარშავა|Varşava|Варшава|ורשה|وارسو|ورشو|华沙|ワルシャワ|바르샤바
Whitehorse|Вайтгорс|Уайтхорс|Уайтхорс||||Уайтхорс|Вајтхорс||||||||||Vaithorsa|Vaithorsas|||||||Γουάιτχορς||უაითჰორსი|Uaythors|Уайтхорс|ווייטהורס|وايت هورس|وایت‌هورس|怀特霍斯|ホワイトホース|화이트호스
Windhoek|Віндгук|Виндхук|Віндхук|Windhuk|||Виндхук|Виндхук||||||||||Vindhuka|Vindhukas|||||||Βίντχουκ||ვინდხუკი|Vindhuk|Виндхук|וינדהוק|ويندهوك|ویندهوک|温得和克|ウィントフック|빈트후크
Winnipeg|Вінніпеґ|Виннипег|Вініпег||||Уинипег|Винипег||||||||||Vinipega|Vinipegas|||||||Γουίνιπεγκ||უინიპეგი|Vinnipeq|Виннипег|וויניפג|وينيبيج|وینیپگ|温尼伯|ウィニペグ|위니펙
Yakutat|Якутат|Якутат|Якутат||||Якутат|Јакутат||||||||||Jakutata|Jakutatas|||||||Γιάκουτατ||იაკუტატი||Якутат|יקוטאט|ياكوتات|یاکوتات|亚库塔特|ヤクタット|야쿠타트
Yakutsk|Якутськ|Якутск|Якуцк|Jakuck|Jakutsk|Jakutsk|Якутск|Јакутск|Jakutsk|Jakutsk|Jakutsk|Jakoetsk|Jakutsk|Jakutsk|Jakutsk|Jakutsk|Jakutsk|Jakutska|Jakutskas|Jakutszk|Iakuțk|Iakoutsk|||Jakutsk|Γιακούτσκ||იაკუტსკი||Якутск|יקוטסק|ياكتسك|یاکوتسک|雅库茨克|ヤクーツク|야쿠츠크
Yangon|Янгон|Янгон|Рангун|Rangun|Rangún|Rangún|Рангун|Рангун|Rangun|Rangun|Rangun|Rangoon||Rangoon||||Ranguna|Rangūnas|||Rangoun|Yangón|Rangum|Rangoon|Ρανγκούν||რანგუნი|Ranqun|Янгон|רנגון|رانغون|یانگون|仰光|ヤンゴン|랑군
Yekaterinburg|Єкатеринбург|Екатеринбург|Екацярынбург|Jekaterynburg|Jekatěrinburg|Jekaterinburg|Екатеринбург|Јекатеринбург|Jekaterinburg|Jekaterinburg|Jekaterinburg|Jekaterinenburg|Jekaterinburg|Jekaterinburg|Jekaterinburg|Jekaterinburg|Jekaterinburg|Jekaterinburga|Jekaterinburgas|Jekatyerinburg|Ekaterinburg|Ekaterinbourg|Ekaterimburgo|Ecaterimburgo|Ekaterinburg|Αικατερινούπολη||ეკატერინბურგი|Yekaterinburq|Екатеринбург|יקטרינבורג|يكاترنبيرج|یکاترینبرگ|叶卡捷琳堡|エカテリンブルグ|예카테린부르크
Yerevan|Єреван|Ереван|Ерэван|Erywań|Jerevan|Jerevan|Ереван|Јереван|Erevan|Erevan|Eriwan|Jerevan|Jerevan|Jerevan|Jerevan|Jerevan|Jerevan|Erevāna|Jerevanas|Jereván|Erevan|Erevan|Ereván|||Ερεβάν|Erivan|ერევანი||Ереван|ירוואן|يريفان|ایروان|埃里温|エレバン|예레반
Zagreb|Загреб|Загреб|Заграб|Zagrzeb|Záhřeb|Záhreb|Загреб|Загреб||||||||||Zagreba|Zagrebas|Zágráb|||||Zagabria|Ζάγκρεμπ||ზაგრები|Zaqreb|Загреб|זאגרב|زغرب|زاگرب|萨格勒布|ザグレブ|자그레브
Zurich|Цюріх|Цюрих|Цюрых|Zurych|Curych|Zürich|Цюрих|Цирих|Zürich|Zürich|Zürich|Zürich|Zürich|Zürich|Zürich|Zürich|Zürich|Cīrihe|Ciurichas|Zürich|Zürich||Zúrich|Zurique|Zurigo|Ζυρίχη|Zürih|ციურიხი|Sürix|Цюрих|ציריך|زيورخ|زوریخ|苏黎世|チューリッヒ|취리히
Ürümqi|Урумчі|Урумчи|Урумчы|Urumczi|Urumči|Urumči|Урумчи|Урумћи|Urumči|Urumči||||||||Urumči|Urumči|Ürümcsi||||||Ουρούμτσι|Urumçi|ურუმქი|Urumçi|Үрімші|אורומקי|أرومكي|ارومچی|乌鲁木齐|ウルムチ|우루무치
`;
