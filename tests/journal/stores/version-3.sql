PRAGMA application_id = 1163088968;
PRAGMA user_version = 3;
BEGIN TRANSACTION;
CREATE TABLE carried (
        run VARCHAR NOT NULL, version INTEGER NOT NULL, field VARCHAR NOT NULL, key VARCHAR NOT NULL,
        hash VARCHAR NOT NULL REFERENCES text (hash), PRIMARY KEY (run, version, field, key)
        ) WITHOUT ROWID;
INSERT INTO "carried" VALUES('lordag',1,'packs','avtalet','68328052854b462e851b2465263ac012e37d9461addf28c68294a8cf74cd002d');
INSERT INTO "carried" VALUES('lordag',1,'text','','3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2');
INSERT INTO "carried" VALUES('lordag',1,'translations','en','88bb4da40d1972a412b4c9dec7e44252290989014d9ef16f0dba91ab7864b4c3');
INSERT INTO "carried" VALUES('sondag',1,'packs','avtalet','68328052854b462e851b2465263ac012e37d9461addf28c68294a8cf74cd002d');
INSERT INTO "carried" VALUES('sondag',1,'text','','3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2');
INSERT INTO "carried" VALUES('sondag',1,'translations','en','88bb4da40d1972a412b4c9dec7e44252290989014d9ef16f0dba91ab7864b4c3');
INSERT INTO "carried" VALUES('sondag',2,'packs','avtalet','68328052854b462e851b2465263ac012e37d9461addf28c68294a8cf74cd002d');
INSERT INTO "carried" VALUES('sondag',2,'text','','cadc93597538bceb2e0ced2b985c2f0f5e156f2d8ba8ac459eb4931ec1f60a26');
INSERT INTO "carried" VALUES('sondag',2,'translations','en','88bb4da40d1972a412b4c9dec7e44252290989014d9ef16f0dba91ab7864b4c3');
CREATE TABLE command (
        run VARCHAR NOT NULL, command_id VARCHAR NOT NULL, number INTEGER NOT NULL, after_seq INTEGER NOT NULL,
        last_seq INTEGER NOT NULL, document TEXT, PRIMARY KEY (run, command_id)
        ) WITHOUT ROWID;
INSERT INTO "command" VALUES('lordag','5c32565cefed2ef4',1,0,1,NULL);
INSERT INTO "command" VALUES('lordag','86169f1dd1fb049f',5,6,7,NULL);
INSERT INTO "command" VALUES('lordag','cf09604f73413bae',3,2,4,NULL);
INSERT INTO "command" VALUES('lordag','e0e3392a60e8aebb',2,1,2,NULL);
INSERT INTO "command" VALUES('lordag','e31c3784f18e56f9',4,4,6,NULL);
INSERT INTO "command" VALUES('sondag','0dd732fc543d70db',4,4,6,NULL);
INSERT INTO "command" VALUES('sondag','7d332a2e4e86f3ce',3,2,4,NULL);
INSERT INTO "command" VALUES('sondag','83a42066530c445a',1,0,1,NULL);
INSERT INTO "command" VALUES('sondag','f86c4fa8126e2b01',5,6,7,NULL);
INSERT INTO "command" VALUES('sondag','fd7e28ba494da6da',2,1,2,NULL);
INSERT INTO "command" VALUES('sondag','no-lines',6,7,7,NULL);
CREATE TABLE draft (
        run VARCHAR NOT NULL, seat VARCHAR NOT NULL, place VARCHAR NOT NULL, text TEXT NOT NULL,
        updated_at VARCHAR NOT NULL, PRIMARY KEY (run, seat, place)
        ) WITHOUT ROWID;
INSERT INTO "draft" VALUES('lordag','facilitator','note@start','Hon satt tyst','2026-11-20T08:00:00.000Z');
CREATE TABLE entry (
	run VARCHAR NOT NULL, 
	seq INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	room DOUBLE NOT NULL, 
	command_id VARCHAR NOT NULL, 
	entry TEXT NOT NULL, 
	PRIMARY KEY (run, seq)
)
 WITHOUT ROWID

;
INSERT INTO "entry" VALUES('lordag',1,'2026-03-07T08:00:00.000Z',0.0,'5c32565cefed2ef4','{"kind":"run-started","version":1,"scenario":"viktlarm"}');
INSERT INTO "entry" VALUES('lordag',2,'2026-03-07T08:00:00.000Z',0.0,'e0e3392a60e8aebb','{"kind":"step-entered","version":1,"step":"story"}');
INSERT INTO "entry" VALUES('lordag',3,'2026-03-07T08:00:00.000Z',0.0,'cf09604f73413bae','{"kind":"step-entered","version":1,"step":"simulation","overridden":["seat:esther","seat:underskoterska","seat:sjukskoterska"]}');
INSERT INTO "entry" VALUES('lordag',4,'2026-03-07T08:00:00.000Z',0.0,'cf09604f73413bae','{"kind":"arrived","version":1,"event":"frukost","cause":"start"}');
INSERT INTO "entry" VALUES('lordag',5,'2026-03-07T08:01:00.000Z',60.0,'e31c3784f18e56f9','{"kind":"chose","version":1,"option":"ring"}');
INSERT INTO "entry" VALUES('lordag',6,'2026-03-07T08:01:00.000Z',60.0,'e31c3784f18e56f9','{"kind":"arrived","version":1,"event":"samtalet","cause":"option"}');
INSERT INTO "entry" VALUES('lordag',7,'2026-03-07T08:01:30.000Z',90.0,'86169f1dd1fb049f','{"kind":"paused","version":1}');
INSERT INTO "entry" VALUES('sondag',1,'2026-03-07T08:00:00.000Z',0.0,'83a42066530c445a','{"kind":"run-started","version":1,"scenario":"viktlarm"}');
INSERT INTO "entry" VALUES('sondag',2,'2026-03-07T08:00:00.000Z',0.0,'fd7e28ba494da6da','{"kind":"step-entered","version":1,"step":"story"}');
INSERT INTO "entry" VALUES('sondag',3,'2026-03-07T08:00:00.000Z',0.0,'7d332a2e4e86f3ce','{"kind":"step-entered","version":1,"step":"simulation","overridden":["seat:esther","seat:underskoterska","seat:sjukskoterska"]}');
INSERT INTO "entry" VALUES('sondag',4,'2026-03-07T08:00:00.000Z',0.0,'7d332a2e4e86f3ce','{"kind":"arrived","version":1,"event":"frukost","cause":"start"}');
INSERT INTO "entry" VALUES('sondag',5,'2026-03-07T08:01:00.000Z',60.0,'0dd732fc543d70db','{"kind":"chose","version":1,"option":"ring"}');
INSERT INTO "entry" VALUES('sondag',6,'2026-03-07T08:01:00.000Z',60.0,'0dd732fc543d70db','{"kind":"arrived","version":1,"event":"samtalet","cause":"option"}');
INSERT INTO "entry" VALUES('sondag',7,'2026-03-07T08:01:30.000Z',90.0,'f86c4fa8126e2b01','{"kind":"paused","version":1}');
CREATE TABLE heartbeat (run VARCHAR NOT NULL PRIMARY KEY, room DOUBLE PRECISION NOT NULL, at VARCHAR NOT NULL) WITHOUT ROWID;
CREATE TABLE run (
	run VARCHAR NOT NULL, 
	created_at VARCHAR NOT NULL, 
	updated_at VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	closed BOOLEAN NOT NULL, 
	seq INTEGER NOT NULL, 
	scenario_version INTEGER NOT NULL, 
	scenario_id VARCHAR NOT NULL, 
	scenario_title VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	scenario_hash VARCHAR NOT NULL, commands INTEGER NOT NULL DEFAULT 0, 
	PRIMARY KEY (run)
)
 WITHOUT ROWID

;
INSERT INTO "run" VALUES('lordag','2026-03-07T08:00:00.000Z','2026-03-07T08:01:30.000Z','simulation',0,7,1,'viktlarm','Viktlarm en lördag','sv','3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2',5);
INSERT INTO "run" VALUES('sondag','2026-03-07T08:00:00.000Z','2026-03-07T08:01:30.000Z','simulation',0,7,2,'viktlarm','Viktlarm en lördag','sv','cadc93597538bceb2e0ced2b985c2f0f5e156f2d8ba8ac459eb4931ec1f60a26',6);
CREATE TABLE scenario (
        run VARCHAR NOT NULL, version INTEGER NOT NULL, seq INTEGER NOT NULL, id VARCHAR NOT NULL,
        title VARCHAR NOT NULL, language VARCHAR NOT NULL, hash VARCHAR NOT NULL, PRIMARY KEY (run, version)
        ) WITHOUT ROWID;
INSERT INTO "scenario" VALUES('lordag',1,0,'viktlarm','Viktlarm en lördag','sv','3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2');
INSERT INTO "scenario" VALUES('sondag',1,0,'viktlarm','Viktlarm en lördag','sv','3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2');
INSERT INTO "scenario" VALUES('sondag',2,6,'viktlarm','Viktlarm en lördag','sv','cadc93597538bceb2e0ced2b985c2f0f5e156f2d8ba8ac459eb4931ec1f60a26');
CREATE TABLE text (hash VARCHAR NOT NULL PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "text" VALUES('3cb2cf53d10611c6a8b99dbbea18cdc722afddf78b7ae7471685c96e469b0ad2','esthersim: 1
id: viktlarm
title: Viktlarm en lördag
summary: Vågen hemma visar två kilo för mycket, och ingen i vården ser siffran.
language: sv
fictional: true
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: Vi tränar på vem som gör vad när siffran ändras utanför kontorstid.
objectives:
  sbar: Vi ringer med en hel SBAR, även när vi bara har halva bilden
  esther: Vi frågar Esther vad som är viktigt för henne i dag
story: Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture.
organisations:
  hemtjansten: {name: Hemtjänsten, principal: kommun}
  hjartmottagningen: {name: Hjärtsviktsmottagningen, principal: region}
roles:
  esther: {title: Esther, patient: true, brief: Du vaknade andfådd., knows: [sillen]}
  underskoterska: {title: Undersköterska, organisation: hemtjansten, brief: Du kommer för frukost.}
  sjukskoterska: {title: Sjuksköterska, organisation: hjartmottagningen, brief: Du har jour.}
facts:
  vikten: {text: Vikten har ökat två kilo på två dygn, known_by: [esther], element: assessment}
  sillen: {text: Esther åt salt mat i går, element: background}
  katten: {text: Katten heter Sture, known_by: [esther, underskoterska], element: background}
variables: {trygghet: 3, ringde: false}
starts: 2026-03-07 08:00
events:
  frukost:
    title: Frukost hos Esther
    present: [esther, underskoterska]
    text: Esther sitter på sängkanten med skorna på.
    timer: {limit: 4 min, next: for-sent}
    expect:
      fragar: {text: Frågar Esther vad som är viktigt, by: underskoterska, within: 3 min, objective: esther}
    cues:
      titta-pa-vagen: {after: 2 min, text: Esther sneglar mot vågen}
    decision:
      by: underskoterska
      question: Vad gör du?
      options:
        ring: {text: Ring, next: samtalet, effects: [{set: {ringde: true}}]}
        vanta: {text: Vänta till måndag, next: for-sent, effects: [{add: {trygghet: -1}}]}
  samtalet:
    title: Samtalet
    after: 10 min
    present: [underskoterska, sjukskoterska, esther]
    text: Det tutar fem gånger.
    effects:
      - learn: {underskoterska: [vikten]}
      - when: trygghet >= 3
        learn: {underskoterska: [sillen]}
    timer: 3 min
    handover:
      from: underskoterska
      to: sjukskoterska
      format: sbar
      must: [vikten]
      should: [sillen]
      noise: [katten]
      read_back: true
    next:
      - when: sjukskoterska knows vikten
        to: trygg-helg
      - to: for-sent
  trygg-helg: {title: En lugn helg, text: Dosen justeras., ending: Esther sover i sin egen säng}
  for-sent: {title: Söndag natt, at: day 2 23:30, text: Ambulansen kommer., ending: Esther åker in i onödan}
injects:
  grannen-ringer: {title: Grannen ringer på, text: Hon undrar varför persiennerna är nere.}
deadlines:
  kontakt: {from: frukost, to: samtalet, within: 30 min, text: Vården vet inom en halvtimme}
debriefing:
  questions:
    vikten-kom-inte-fram: {ask: Vad hade behövts?, when: lost vikten, objective: sbar}
');
INSERT INTO "text" VALUES('68328052854b462e851b2465263ac012e37d9461addf28c68294a8cf74cd002d','esthersim-pack: 1
id: avtalet
');
INSERT INTO "text" VALUES('88bb4da40d1972a412b4c9dec7e44252290989014d9ef16f0dba91ab7864b4c3','# viktlarm in English
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"

msgctxt "title"
msgid "Viktlarm en lördag"
msgstr "Weight alarm on a Saturday"
');
INSERT INTO "text" VALUES('cadc93597538bceb2e0ced2b985c2f0f5e156f2d8ba8ac459eb4931ec1f60a26','esthersim: 1
id: viktlarm
title: Viktlarm en lördag
summary: Vågen hemma visar två kilo för mycket, och ingen i vården ser siffran.
language: sv
fictional: true
time: {prebriefing: 5 min, simulation: 10 min, debriefing: 15 min}
needs: Vi tränar på vem som gör vad när siffran ändras utanför kontorstid.
objectives:
  sbar: Vi ringer med en hel SBAR, även när vi bara har halva bilden
  esther: Vi frågar Esther vad som är viktigt för henne i dag
story: Esther är 81 år, har hjärtsvikt och bor ensam med katten Sture.
organisations:
  hemtjansten: {name: Hemtjänsten, principal: kommun}
  hjartmottagningen: {name: Hjärtsviktsmottagningen, principal: region}
roles:
  esther: {title: Esther, patient: true, brief: Du vaknade andfådd., knows: [sillen]}
  underskoterska: {title: Undersköterska, organisation: hemtjansten, brief: Du kommer för frukost.}
  sjukskoterska: {title: Sjuksköterska, organisation: hjartmottagningen, brief: Du har jour.}
facts:
  vikten: {text: Vikten har ökat två kilo på två dygn, known_by: [esther], element: assessment}
  sillen: {text: Esther åt salt mat i går, element: background}
  katten: {text: Katten heter Sture, known_by: [esther, underskoterska], element: background}
variables: {trygghet: 3, ringde: false}
starts: 2026-03-07 08:00
events:
  frukost:
    title: Frukost hos Esther
    present: [esther, underskoterska]
    text: Esther sitter på sängkanten med skorna på.
    timer: {limit: 4 min, next: for-sent}
    expect:
      fragar: {text: Frågar Esther vad som är viktigt, by: underskoterska, within: 3 min, objective: esther}
    cues:
      titta-pa-vagen: {after: 2 min, text: Esther sneglar mot vågen}
    decision:
      by: underskoterska
      question: Vad gör du?
      options:
        ring: {text: Ring, next: samtalet, effects: [{set: {ringde: true}}]}
        vanta: {text: Vänta till måndag, next: for-sent, effects: [{add: {trygghet: -1}}]}
  samtalet:
    title: Samtalet
    after: 10 min
    present: [underskoterska, sjukskoterska, esther]
    text: Det tutar sex gånger.
    effects:
      - learn: {underskoterska: [vikten]}
      - when: trygghet >= 3
        learn: {underskoterska: [sillen]}
    timer: 3 min
    handover:
      from: underskoterska
      to: sjukskoterska
      format: sbar
      must: [vikten]
      should: [sillen]
      noise: [katten]
      read_back: true
    next:
      - when: sjukskoterska knows vikten
        to: trygg-helg
      - to: for-sent
  trygg-helg: {title: En lugn helg, text: Dosen justeras., ending: Esther sover i sin egen säng}
  for-sent: {title: Söndag natt, at: day 2 23:30, text: Ambulansen kommer., ending: Esther åker in i onödan}
injects:
  grannen-ringer: {title: Grannen ringer på, text: Hon undrar varför persiennerna är nere.}
deadlines:
  kontakt: {from: frukost, to: samtalet, within: 30 min, text: Vården vet inom en halvtimme}
debriefing:
  questions:
    vikten-kom-inte-fram: {ask: Vad hade behövts?, when: lost vikten, objective: sbar}
');
COMMIT;