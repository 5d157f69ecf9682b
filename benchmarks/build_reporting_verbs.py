"""Write `languages/xx/reporting_verbs.csv` from lemmas: regular forms by rule, others as stated.

    python benchmarks/build_reporting_verbs.py

A line is a class (n neutral, s stressing, c claiming, d doubting) with a use (s speech, a adding,
m naming) and lemmas, or, for verbs with forms of their own, `lemma = forms ; participles`.
Forms are the third persons of present, past and imperfect; a form of the plural follows `/`.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "analysis" / "languages"
KINDS = {"n": "neutral", "s": "stressing", "c": "claiming", "d": "doubting"}
USES = {"s": "speech", "a": "adding", "m": "naming"}
# Participles that agree with what is named: "les accusations qu'ils ont qualifiées de …".
AGREEING = {
    "fr": [("é", "ée"), ("é", "és"), ("é", "ées")],
    "it": [("to", "ta"), ("to", "ti"), ("to", "te")],
}
# What a German verb loses in a main clause: "teilte … mit", but "wie Kim mitteilte".
SEPARABLE = frozenset(
    (
        "ab",
        "an",
        "auf",
        "aus",
        "bekannt",
        "dar",
        "ein",
        "fest",
        "fort",
        "heraus",
        "hervor",
        "hin",
        "hinzu",
        "klar",
        "mit",
        "nach",
        "vor",
        "vorher",
        "zu",
        "zurück",
        "zusammen",
    )
)
Form = tuple[str, str, str, str, str]  # form, shape, number, gender, particle

ES = """
ns: comentar explicar informar anunciar declarar contestar preguntar relatar narrar señalar
ns: indicar mencionar observar opinar considerar precisar detallar revelar comunicar confesar
ns: escribir responder exponer apuntar expresar manifestar matizar aclarar bromear gritar exclamar
ns: lamentar celebrar apostar recalcar concretar valorar reflexionar ironizar murmurar susurrar
ns: citar adelantar avisar alertar pronosticar resumir testificar tuitear publicar aconsejar animar
na: agregar añadir continuar proseguir completar zanjar rematar puntualizar
ss: afirmar asegurar insistir subrayar enfatizar destacar remarcar reiterar aseverar prometer
ss: garantizar exigir reclamar urgir instar proclamar sentenciar remachar
cs: alegar argumentar acusar denunciar sugerir insinuar pretender estimar especular arguir
ds: admitir dudar cuestionar criticar rechazar desmentir protestar quejarse
nm: calificar tachar tildar llamar denominar bautizar catalogar etiquetar
ns decir = dice dijo decía dirá dijera / dicen dijeron decían ; dicho
ns contar = cuenta contó contaba / cuentan contaron ; contado
ss advertir = advierte advirtió advertía / advierten advirtieron ; advertido
cs sostener = sostiene sostuvo sostenía / sostienen sostuvieron ; sostenido
cs mantener = mantuvo / mantuvieron
ds reconocer = reconoce reconoció reconocía / reconocen reconocieron ; reconocido
ns concluir = concluye concluyó / concluyen concluyeron ; concluido
ds negar = niega negó negaba / niegan negaron ; negado
ns proponer = propone propuso / proponen propusieron ; propuesto
ns pedir = pide pidió pedía / piden pidieron ; pedido
ns recordar = recuerda recordó recordaba / recuerdan recordaron ; recordado
ns creer = cree creía / creen creían
ns pensar = piensa pensó / piensan
ss replicar = replicó replica / replicaron
ns repetir = repite repitió / repiten repitieron ; repetido
ns describir = describe describió describía / describen describieron ; descrito
nm definir = define definió / definen definieron ; definido
ns referir = refiere refirió / refieren refirieron ; referido
ns predecir = predijo predice / predijeron
ns: recomendar justificar ordenar aplaudir elogiar suplicar confirmar solicitar reprochar
ns decir = diría / dirían
"""
PT = """
ns: comentar explicar informar anunciar declarar perguntar relatar narrar contar indicar mencionar
ns: observar opinar considerar esclarecer detalhar revelar comunicar confessar escrever responder
ns: apontar expressar manifestar brincar gritar exclamar lamentar comemorar avaliar salientar
ns: recordar lembrar adiantar avisar alertar resumir testemunhar publicar aconselhar notar referir
ns: citar pensar acreditar assinalar desabafar refletir frisar rematar ironizar analisar noticiar
na: acrescentar adicionar continuar prosseguir completar concluir
ss: afirmar assegurar insistir sublinhar enfatizar destacar ressaltar reiterar garantir prometer
ss: exigir defender vincar reforçar proclamar
cs: alegar argumentar acusar denunciar sugerir insinuar sustentar estimar especular
ds: admitir duvidar questionar criticar rejeitar desmentir protestar reconhecer negar queixar
nm: qualificar chamar apelidar denominar rotular classificar caracterizar descrever
ns dizer = diz disse dizia dirá / dizem disseram diziam ; dito
ns advertir = adverte advertiu / advertem advertiram ; advertido
cs manter = manteve / mantiveram
ns propor = propõe propôs / propõem propuseram ; proposto
ns pedir = pede pediu / pedem pediram ; pedido
ns prever = prevê previu / preveem previram
ns repetir = repete repetiu / repetem repetiram ; repetido
nm definir = define definiu / definem definiram ; definido
ss contrapor = contrapôs / contrapuseram
ns expor = expôs expõe / expuseram
ns: entender instar justificar ponderar arrematar disparar elogiar recomendar
ns: cobrar solicitar ordenar confirmar
na: emendar
ns dizer = diria / diriam
"""
IT = """
ns: commentare spiegare informare annunciare dichiarare domandare raccontare narrare segnalare
ns: indicare menzionare osservare considerare precisare rivelare comunicare confessare ricordare
ns: riportare manifestare chiarire scherzare gridare esclamare lamentare valutare notare pensare
ns: citare avvisare testimoniare twittare pubblicare consigliare riferire annotare urlare sussurrare
na: aggiungere continuare proseguire completare
ss: affermare assicurare sottolineare evidenziare rimarcare ribadire garantire avvertire precisare
ss: tuonare rincarare rivendicare
cs: accusare denunciare suggerire insinuare ipotizzare argomentare
ds: dubitare criticare respingere smentire protestare negare contestare
nm: definire chiamare etichettare bollare descrivere qualificare soprannominare
ns dire = dice disse diceva dirà / dicono dissero dicevano ; detto
ns chiedere = chiede chiese chiedeva / chiedono chiesero ; chiesto
ns rispondere = risponde rispose rispondeva / rispondono risposero ; risposto
ns scrivere = scrive scrisse scriveva / scrivono scrissero ; scritto
ss insistere = insiste insisteva insistette / insistono ; insistito
ss promettere = promette promise / promettono promisero ; promesso
ds ammettere = ammette ammise ammetteva / ammettono ammisero ; ammesso
cs sostenere = sostiene sostenne sosteneva / sostengono sostennero ; sostenuto
ns ritenere = ritiene riteneva ritenne / ritengono ; ritenuto
cs supporre = suppone suppose / suppongono
ns esporre = espone espose / espongono ; esposto
ns concludere = conclude concluse concludeva / concludono conclusero ; concluso
ds riconoscere = riconosce riconobbe / riconoscono ; riconosciuto
ns proporre = propone propose / propongono ; proposto
ns credere = crede credeva / credono
na aggiungere = aggiunge aggiunse aggiungeva / aggiungono aggiunsero ; aggiunto
ns riferire = riferisce riferì / riferiscono
ns chiarire = chiarisce chiarì / chiariscono
ss ribadire = ribadisce ribadì / ribadiscono
cs suggerire = suggerisce suggerì / suggeriscono
nm definire = definisce definì / definiscono
ns esordire = esordisce esordì ; esordito
ns replicare = replica replicò / replicano ; replicato
ns esprimere = esprime espresse / esprimono ; espresso
ns: giustificare raccomandare ordinare elogiare lodare auspicare confermare commentare
ns dire = direbbe / direbbero
"""
FR = """
ns: expliquer commenter informer annoncer déclarer demander raconter relater signaler indiquer
ns: mentionner observer estimer considérer préciser détailler révéler communiquer confier
ns: noter remarquer plaisanter crier exclamer lamenter regretter analyser rappeler résumer
ns: citer témoigner tweeter publier conseiller penser constater rapporter avouer lancer exposer
ns: inquiéter réjouir étonner féliciter
ns: souligner murmurer évoquer énoncer interroger expliciter écrier saluer juger
na: ajouter continuer compléter enchaîner
ss: affirmer assurer insister marteler réaffirmer répéter clamer réclamer exiger certifier
ss: proclamer alerter
cs: accuser dénoncer suggérer insinuer avancer arguer alléguer argumenter
ds: nier douter critiquer rejeter protester contester déplorer démentir
nm: qualifier appeler surnommer baptiser traiter
ns dire = dit disait dira / disent disaient ; dit
ns répondre = répond répondait répondit / répondent répondirent ; répondu
ns écrire = écrit écrivait écrivit / écrivent ; écrit
na poursuivre = poursuit poursuivait poursuivit / poursuivent ; poursuivi
ss promettre = promet promit promettait / promettent ; promis
ds admettre = admet admit admettait / admettent ; admis
ds reconnaître = reconnaît reconnait reconnaissait reconnut / reconnaissent ; reconnu
cs soutenir = soutient soutenait soutint / soutiennent ; soutenu
cs prétendre = prétend prétendait / prétendent ; prétendu
ss maintenir = maintient maintint / maintiennent ; maintenu
ns conclure = conclut concluait / concluent ; conclu
ss avertir = avertit avertissait / avertissent ; averti
ss prévenir = prévient prévint / préviennent ; prévenu
ns croire = croit croyait / croient ; cru
ns décrire = décrit décrivait / décrivent ; décrit
na reprendre = reprend reprit / reprennent ; repris
ds démentir = dément démentait / démentent ; démenti
ns prédire = prédit prédisait / prédisent
ns rétorquer = rétorque rétorqua / rétorquent ; rétorqué
ns réagir = réagit réagissait / réagissent ; réagi
ns faire-valoir = fait-valoir faisait-valoir / font-valoir faisaient-valoir
ns: justifier recommander ordonner déplorer confirmer
"""
DE = """
ns: antworten fragen melden schildern kommentieren informieren äußern
ns: urteilen resümieren scherzen meinen glauben twittern witzeln mahnen loben klagen
ns: spotten murmeln prophezeien kritisieren monieren argumentieren appellieren spekulieren
ns: drohen danken gratulieren plädieren folgern verteidigen rechtfertigen mutmaßen poltern wettern
ns: seufzen präzisieren signalisieren bedauern hoffen schwärmen jubeln schimpfen flüstern
ns: stöhnen propagieren raunen tönen unken lästern höhnen dozieren insistieren lamentieren
ns: referieren sinnieren bilanzieren ätzen brummen brüllen frohlocken
ns: analysieren attestieren proklamieren
ns: jammern meckern nörgeln schlussfolgern notieren vermerken posten garantieren schimpfen trösten
ns: erinnern ermahnen erwarten wünschen diagnostizieren rätseln staunen trauern triumphieren
ss: betonen versichern fordern warnen bekräftigen bestärken
cs: behaupten vermuten
ds: zweifeln leugnen dementieren
ns sagen = sagt sagte / sagen sagten ; gesagt
ns erklären = erklärt erklärte / erklären erklärten ; erklärt
ns erzählen = erzählt erzählte / erzählen erzählten ; erzählt
ns berichten = berichtet berichtete / berichten berichteten ; berichtet
ns erläutern = erläutert erläuterte / erläutern erläuterten ; erläutert
ns bemerken = bemerkt bemerkte / bemerken bemerkten ; bemerkt
ns begründen = begründete begründet / begründeten
ns verraten = verrät verriet / verraten verrieten ; verraten
ns gestehen = gesteht gestand / gestehen gestanden ; gestanden
na ergänzen = ergänzt ergänzte / ergänzen ergänzten ; ergänzt
ss versprechen = verspricht versprach / versprechen versprachen ; versprochen
ns sprechen = spricht sprach / sprechen sprachen
ns schreiben = schreibt schrieb / schreiben schrieben ; geschrieben
ds bestreiten = bestreitet bestritt / bestreiten bestritten ; bestritten
ns widersprechen = widerspricht widersprach / widersprachen ; widersprochen
ns entgegnen = entgegnet entgegnete / entgegneten ; entgegnet
ns erwidern = erwidert erwiderte / erwiderten ; erwidert
ns verkünden = verkündet verkündete / verkündeten ; verkündet
ns beschreiben = beschreibt beschrieb / beschreiben beschrieben ; beschrieben
ns finden = findet fand / finden fanden
ns schreien = schreit schrie / schreien schrien ; geschrien
ns bekennen = bekennt bekannte / bekannten ; bekannt
ns befürchten = befürchtet befürchtete / befürchten befürchteten ; befürchtet
ns bekanntgeben = gibt+bekannt gab+bekannt / geben+bekannt gaben+bekannt ; bekanntgegeben
ns denken = denkt dachte / denken dachten
ns verlauten = verlautete
ss beteuern = beteuert beteuerte / beteuern beteuerten ; beteuert
ns beklagen = beklagt beklagte / beklagen beklagten ; beklagt
ns bestätigen = bestätigt bestätigte / bestätigen bestätigten ; bestätigt
ns verlangen = verlangt verlangte / verlangen verlangten ; verlangt
ns prognostizieren = prognostiziert prognostizierte / prognostizierten ; prognostiziert
ns empfehlen = empfiehlt empfahl / empfahlen ; empfohlen
ns konstatieren = konstatierte konstatiert / konstatierten ; konstatiert
nm würdigen = würdigt würdigte / würdigten ; gewürdigt
nm nennen = nennt nannte / nennen nannten ; genannt
nm bezeichnen = bezeichnet bezeichnete / bezeichnen bezeichneten ; bezeichnet
na hinzufügen = fügt+hinzu fügte+hinzu / fügten+hinzu ; hinzugefügt
na fortfahren = fährt+fort fuhr+fort / fuhren+fort ; fortgefahren
ns mitteilen = teilt+mit teilte+mit / teilen+mit teilten+mit ; mitgeteilt
ns angeben = gibt+an gab+an / geben+an gaben+an ; angegeben
ds einräumen = räumt+ein räumte+ein / räumten+ein ; eingeräumt
ds zugeben = gibt+zu gab+zu / gaben+zu ; zugegeben
ns ankündigen = kündigt+an kündigte+an / kündigten+an ; angekündigt
ns hinweisen = weist+hin wies+hin / wiesen+hin ; hingewiesen
ds zurückweisen = weist+zurück wies+zurück / wiesen+zurück ; zurückgewiesen
cs vorwerfen = wirft+vor warf+vor / werfen+vor warfen+vor ; vorgeworfen
ns vorschlagen = schlägt+vor schlug+vor / schlugen+vor ; vorgeschlagen
ns ausrufen = ruft+aus rief+aus ; ausgerufen
ns klarstellen = stellt+klar stellte+klar / stellten+klar ; klargestellt
ns feststellen = stellt+fest stellte+fest / stellten+fest ; festgestellt
ns aussagen = sagt+aus sagte+aus / sagten+aus ; ausgesagt
ns ausführen = führt+aus führte+aus / führten+aus ; ausgeführt
ns verurteilen = verurteilt verurteilte / verurteilen verurteilten
ns zusichern = sichert+zu sicherte+zu / sicherten+zu ; zugesichert
ns zitieren = zitiert zitierte / zitieren zitierten ; zitiert
ns heißen = heißt+es hieß+es
nm charakterisieren = charakterisiert charakterisierte / charakterisierten
nm titulieren = titulierte / titulierten
nm einstufen = stufte+ein / stuften+ein ; eingestuft
ns skandieren = skandierte / skandierten ; skandiert
ns zusammenfassen = fasst+zusammen fasste+zusammen / fassten+zusammen ; zusammengefasst
ns vermelden = vermeldet vermeldete / vermeldeten ; vermeldet
ns rufen = ruft rief / rufen riefen ; gerufen
ss unterstreichen = unterstreicht unterstrich / unterstreichen unterstrichen
ns anmerken = merkt+an merkte+an / merken+an merkten+an ; angemerkt
ss hervorheben = hebt+hervor hob+hervor / heben+hervor hoben+hervor ; hervorgehoben
ss aufrufen = ruft+auf rief+auf / rufen+auf riefen+auf ; aufgerufen
ns bitten = bittet bat / bitten baten ; gebeten
ns raten = rät riet / raten rieten ; geraten
ns begrüßen = begrüßt begrüßte / begrüßen begrüßten
ds ablehnen = lehnt+ab lehnte+ab / lehnen+ab lehnten+ab ; abgelehnt
ns anführen = führt+an führte+an / führen+an führten+an ; angeführt
ns erfreut-sein = freut-sich freute-sich / freuen-sich freuten-sich
ns sich-zeigen = zeigt-sich zeigte-sich gibt-sich gab-sich / zeigten-sich gaben-sich
ds sich-beschweren = beschwert-sich beschwerte-sich ärgert-sich ärgerte-sich / beschwerten-sich
ns verlauten-lassen = lässt-verlauten ließ-verlauten / ließen-verlauten
ns zurufen = ruft+zu rief+zu / riefen+zu
na anfügen = fügt+an fügte+an / fügten+an ; angefügt
ns darlegen = legt+dar legte+dar / legen+dar legten+dar ; dargelegt
ns andeuten = deutet+an deutete+an / deuten+an deuteten+an ; angedeutet
ds einwenden = wendet+ein wandte+ein wendete+ein / wandten+ein wendeten+ein ; eingewandt
ns vorhersagen = sagt+vorher sagte+vorher / sagten+vorher ; vorhergesagt
ns bekunden = bekundet bekundete / bekunden bekundeten ; bekundet
ns erwähnen = erwähnt erwähnte / erwähnen erwähnten ; erwähnt
ns formulieren = formuliert formulierte / formulieren formulierten ; formuliert
ns vereinbaren = vereinbart vereinbarte / vereinbaren vereinbarten ; vereinbart
ns wiederholen = wiederholt wiederholte / wiederholen wiederholten ; wiederholt
ns offenbaren = offenbart offenbarte / offenbaren offenbarten ; offenbart
ds bezweifeln = bezweifelt bezweifelte / bezweifeln bezweifelten ; bezweifelt
ds bemängeln = bemängelt bemängelte / bemängeln bemängelten ; bemängelt
ds rügen = rügt rügte / rügen rügten ; gerügt
ds protestieren = protestiert protestierte / protestieren protestierten ; protestiert
ds kontern = kontert konterte / kontern konterten ; gekontert
cs beschuldigen = beschuldigt beschuldigte / beschuldigen beschuldigten ; beschuldigt
cs unterstellen = unterstellt unterstellte / unterstellen unterstellten ; unterstellt
ss beharren = beharrt beharrte / beharren beharrten ; beharrt
ns wissen-lassen = lässt+wissen ließ+wissen / ließen+wissen
nm vergleichen = vergleicht verglich / vergleichen verglichen ; verglichen
ns verweisen = verweist verwies / verweisen verwiesen ; verwiesen
ns hervorgehen = geht+hervor ging+hervor / gehen+hervor gingen+hervor
ns ausgehen = geht-davon+aus ging-davon+aus / gehen-davon+aus gingen-davon+aus
ns meinung-sein = ist-der+meinung,auffassung,ansicht,überzeugung
ns meinung-sein = war-der+meinung,auffassung,ansicht,überzeugung
ns meinung-sein = / sind-der+meinung,auffassung,ansicht,überzeugung
ns meinung-sein = / waren-der+meinung,auffassung,ansicht,überzeugung
ns vertreten = vertritt+auffassung,meinung,ansicht,standpunkt
ns vertreten = vertrat+auffassung,meinung,ansicht,standpunkt
ns vertreten = / vertreten+auffassung,meinung,ansicht,standpunkt
ns vertreten = / vertraten+auffassung,meinung,ansicht,standpunkt
ns meinung-teilen = teilt+meinung,auffassung,ansicht,einschätzung
ns meinung-teilen = / teilen+meinung,auffassung,ansicht,einschätzung
ns deutlich-machen = macht+deutlich,klar machte+deutlich,klar
ns deutlich-machen = / machen+deutlich,klar machten+deutlich,klar
ns durchblicken-lassen = lässt+durchblicken ließ+durchblicken / ließen+durchblicken
ns lauten = lautet lautete / lauteten
ns sich-erinnern = erinnert-sich erinnerte-sich / erinnern-sich erinnerten-sich
ns sich-entschuldigen = entschuldigt-sich entschuldigte-sich / entschuldigten-sich
ns sich-bedanken = bedankt-sich bedankte-sich / bedankten-sich
ns sich-wundern = wundert-sich wunderte-sich / wunderten-sich
ns verlautbaren = verlautbart verlautbarte / verlautbarten ; verlautbart
ns anregen = regt+an regte+an / regten+an ; angeregt
ns abwiegeln = wiegelt+ab wiegelte+ab / wiegelten+ab ; abgewiegelt
ns bewerten = bewertet bewertete / bewerten bewerteten ; bewertet
na nachlegen = legt+nach legte+nach / legten+nach
na hinzusetzen = setzt+hinzu setzte+hinzu / setzten+hinzu ; hinzugesetzt
ss auffordern = fordert+auf forderte+auf / fordern+auf forderten+auf ; aufgefordert
ss drängen = drängt drängte / drängen drängten ; gedrängt
ss schwören = schwört schwor / schwören schworen ; geschworen
ss herausstellen = stellt+heraus stellte+heraus / stellten+heraus ; herausgestellt
cs suggerieren = suggeriert suggerierte / suggerieren suggerierten ; suggeriert
cs vorhalten = hält+vor hielt+vor / halten+vor hielten+vor ; vorgehalten
ds einschränken = schränkt+ein schränkte+ein / schränkten+ein ; eingeschränkt
ds abstreiten = streitet+ab stritt+ab / streiten+ab stritten+ab ; abgestritten
ds anprangern = prangert+an prangerte+an / prangern+an prangerten+an ; angeprangert
ds anzweifeln = zweifelt+an zweifelte+an / zweifeln+an zweifelten+an ; angezweifelt
ds beanstanden = beanstandet beanstandete / beanstanden beanstandeten ; beanstandet
ds missbilligen = missbilligt missbilligte / missbilligen missbilligten ; missbilligt
nm betiteln = betitelt betitelte / betiteln betitelten ; betitelt
nm beschimpfen = beschimpft beschimpfte / beschimpfen beschimpften ; beschimpft
nm brandmarken = brandmarkt brandmarkte / brandmarken brandmarkten ; gebrandmarkt
"""
RU = """
ns сказать = сказал скажет
ns говорить = говорил говорит
ns рассказать = рассказал
ns рассказывать = рассказывал рассказывает
ns сообщить = сообщил
ns сообщать = сообщал сообщает
ns объяснить = объяснил
ns объяснять = объяснял объясняет
ns пояснить = пояснил
ns пояснять = пояснял поясняет
ns отметить = отметил
ns отмечать = отмечал отмечает
ns заметить = заметил
ns замечать = замечал замечает
ns спросить = спросил
ns спрашивать = спрашивал спрашивает
ns ответить = ответил
ns отвечать = отвечал отвечает
ns написать = написал
ns писать = писал пишет
ns уточнить = уточнил
ns уточнять = уточнял уточняет
ns прокомментировать = прокомментировал
ns комментировать = комментировал комментирует
ns считать = считал считает
ns думать = думал думает
ns полагать = полагал полагает
ns верить = верит
ns напомнить = напомнил
ns напоминать = напоминал напоминает
ns указать = указал
ns указывать = указывал указывает
ns объявить = объявил
ns объявлять = объявлял объявляет
ns признаться = признался признаётся
ns поделиться = поделился
ns делиться = делится
ns вспомнить = вспомнил
ns вспоминать = вспоминал вспоминает
ns пошутить = пошутил
ns шутить = шутит
ns крикнуть = крикнул
ns воскликнуть = воскликнул
ns восклицать = восклицает
ns прошептать = прошептал
ns описать = описал
ns описывать = описывал описывает
ns прогнозировать = прогнозировал прогнозирует
ns резюмировать = резюмировал резюмирует
ns рассуждать = рассуждал рассуждает
ns высказать = высказал
ns высказаться = высказался
ns выразить = выразил
ns выразиться = выразился
ns рекомендовать = рекомендовал рекомендует
ns советовать = советует
ns предложить = предложил
ns попросить = попросил
ns просить = просил просит
ns надеяться = надеется
ns опасаться = опасается
ns сетовать = сетует
ns жаловаться = жаловался жалуется
ns возразить = возразил
ns возражать = возражает
ns сформулировать = сформулировал
ns говориться = говорится
ns произнести = произнёс произнес
ns выступить = выступил
ns информировать = информирует
ns констатировать = констатировал констатирует
ns поведать = поведал
ns оценить = оценил
na добавить = добавил
na добавлять = добавлял добавляет
na продолжить = продолжил
na продолжать = продолжал продолжает
na заключить = заключил
na дополнить = дополнил
na подытожить = подытожил
ss заявить = заявил
ss заявлять = заявлял заявляет
ss подчеркнуть = подчеркнул
ss подчёркивать = подчёркивал подчеркивает подчёркивает
ss настаивать = настаивал настаивает
ss заверить = заверил
ss заверять = заверяет
ss уверять = уверял уверяет
ss пообещать = пообещал
ss обещать = обещал обещает
ss потребовать = потребовал
ss требовать = требовал требует
ss предупредить = предупредил
ss предупреждать = предупреждал предупреждает
ss призвать = призвал
ss призывать = призывал призывает
ss подтвердить = подтвердил
ss подтверждать = подтверждает
ss повторить = повторил
cs утверждать = утверждал утверждает
cs обвинить = обвинил
cs обвинять = обвинял обвиняет
cs предположить = предположил
cs предполагать = предполагал предполагает
ds признать = признал
ds признавать = признавал признаёт признает
ds отрицать = отрицал отрицает
ds отвергнуть = отверг
ds опровергнуть = опроверг
ds опровергать = опровергает
ds сомневаться = сомневается
ds раскритиковать = раскритиковал
ds критиковать = критикует
nm назвать = назвал
nm называть = называл называет
nm охарактеризовать = охарактеризовал
"""
PL = """
ns powiedzieć = powiedział
ns mówić = mówił mówi
ns opowiedzieć = opowiedział
ns opowiadać = opowiadał opowiada
ns informować = informował informuje
ns poinformować = poinformował
ns wyjaśnić = wyjaśnił
ns wyjaśniać = wyjaśniał wyjaśnia
ns tłumaczyć = tłumaczył tłumaczy
ns wytłumaczyć = wytłumaczył
ns zauważyć = zauważył
ns zauważać = zauważał zauważa
ns zaznaczyć = zaznaczył
ns zaznaczać = zaznaczał zaznacza
ns zapytać = zapytał
ns pytać = pytał pyta
ns odpowiedzieć = odpowiedział
ns odpowiadać = odpowiadał odpowiada
ns odpisać = odpisał
ns napisać = napisał
ns pisać = pisał pisze
ns komentować = komentował komentuje
ns skomentować = skomentował
ns uważać = uważał uważa
ns sądzić = sądził sądzi
ns myśleć = myślał myśli
ns wierzyć = wierzy
ns ocenić = ocenił
ns oceniać = oceniał ocenia
ns przypomnieć = przypomniał
ns przypominać = przypominał przypomina
ns wskazać = wskazał
ns wskazywać = wskazywał wskazuje
ns ogłosić = ogłosił
ns ogłaszać = ogłasza
ns oznajmić = oznajmił
ns oświadczyć = oświadczył
ns oświadczać = oświadcza
ns wyznać = wyznał
ns wyznawać = wyznaje
ns wspominać = wspominał wspomina
ns wspomnieć = wspomniał
ns żartować = żartował żartuje
ns zażartować = zażartował
ns krzyknąć = krzyknął
ns krzyczeć = krzyczał krzyczy
ns wykrzyknąć = wykrzyknął
ns zawołać = zawołał
ns szepnąć = szepnął
ns opisać = opisał
ns opisywać = opisywał opisuje
ns relacjonować = relacjonował relacjonuje
ns zrelacjonować = zrelacjonował
ns prognozować = prognozuje
ns podsumować = podsumował
ns przekazać = przekazał
ns przekazywać = przekazuje
ns stwierdzić = stwierdził
ns stwierdzać = stwierdza
ns podać = podał
ns podawać = podaje
ns wyrazić = wyraził
ns radzić = radzi radził
ns zaproponować = zaproponował
ns poprosić = poprosił
ns prosić = prosi
ns skarżyć = skarżył skarży
ns narzekać = narzekał narzeka
ns zareagować = zareagował
ns odeprzeć = odparł
ns rzec = rzekł
ns zdradzić = zdradził
ns wymienić = wymienił
ns doprecyzować = doprecyzował
ns sprecyzować = sprecyzował
ns zeznać = zeznał
ns zeznawać = zeznał
ns zatweetować = zatweetował
na dodać = dodał
na dodawać = dodawał dodaje
na kontynuować = kontynuował kontynuuje
na dorzucić = dorzucił
na dopowiedzieć = dopowiedział
na uzupełnić = uzupełnił
na zakończyć = zakończył
ss podkreślić = podkreślił
ss podkreślać = podkreślał podkreśla
ss zapewnić = zapewnił
ss zapewniać = zapewniał zapewnia
ss obiecać = obiecał
ss obiecywać = obiecuje
ss ostrzec = ostrzegł
ss ostrzegać = ostrzegał ostrzega
ss apelować = apelował apeluje
ss zaapelować = zaapelował
ss potwierdzić = potwierdził
ss potwierdzać = potwierdza
ss zażądać = zażądał
ss żądać = żąda
ss powtórzyć = powtórzył
ss powtarzać = powtarza powtarzał
ss nalegać = nalegał nalega
ss zadeklarować = zadeklarował
ss deklarować = deklaruje deklarował
cs twierdzić = twierdził twierdzi
cs utrzymywać = utrzymywał utrzymuje
cs oskarżyć = oskarżył
cs oskarżać = oskarża
cs zarzucić = zarzucił
cs zarzucać = zarzuca
cs sugerować = sugerował sugeruje
cs zasugerować = zasugerował
cs przypuszczać = przypuszcza
cs argumentować = argumentował argumentuje
ds przyznać = przyznał
ds przyznawać = przyznaje
ds zaprzeczyć = zaprzeczył
ds zaprzeczać = zaprzecza
ds odrzucić = odrzucił
ds wątpić = wątpi
ds krytykować = krytykował krytykuje
ds skrytykować = skrytykował
ds zdementować = zdementował
nm nazwać = nazwał
nm nazywać = nazywał nazywa
nm określić = określił
nm określać = określał określa
"""
TR = """
ns demek = dedi diyor demişti der ; ; diyen
ns söylemek = söyledi söylüyor söylemişti ; ; söyleyen
ns konuşmak = konuştu konuşuyor ; ; konuşan
ns anlatmak = anlattı anlatıyor anlatmıştı ; ; anlatan
ns açıklamak = açıkladı açıklıyor açıklamıştı ; ; açıklayan
ns bildirmek = bildirdi bildiriyor ; ; bildiren
ns belirtmek = belirtti belirtiyor belirtmişti ; ; belirten
ns aktarmak = aktardı aktarıyor ; ; aktaran
ns yazmak = yazdı yazıyor ; ; yazan
ns sormak = sordu soruyor ; ; soran
ns yanıtlamak = yanıtladı ; ; yanıtlayan
ns cevaplamak = cevapladı ; ; cevaplayan
ns ifade-etmek = ifade-etti
ns kaydetmek = kaydetti kaydediyor ; ; kaydeden
ns düşünmek = düşünüyor ; ;
ns endişelenmek = endişeleniyor endişe-ediyor endişe-etti ; ;
ns korkmak = korkuyor ; ;
ns ummak = umuyor umduğunu-söyledi ; ;
ns inanmak = inanıyor ; ;
ns hatırlatmak = hatırlattı hatırlatıyor ; ; hatırlatan
ns duyurmak = duyurdu duyuruyor ; ; duyuran
ns ilan-etmek = ilan-etti
ns paylaşmak = paylaştı ; ; paylaşan
ns yorumlamak = yorumladı ; ; yorumlayan
ns bağırmak = bağırdı ; ; bağıran
ns değerlendirmek = değerlendirdi ; ; değerlendiren
ns itiraf-etmek = itiraf-etti
ns seslenmek = seslendi ; ; seslenen
ns tanımlamak = tanımladı ; ; tanımlayan
ns değinmek = değindi ; ; değinen
ns bahsetmek = bahsetti ; ; bahseden
na eklemek = ekledi ekliyor eklemişti ; ; ekleyen
na sürdürmek = sürdürdü ; ; sürdüren
na devam-etmek = devam-etti
ss vurgulamak = vurguladı vurguluyor ; ; vurgulayan
ss altını-çizmek = altını-çizdi
ss uyarmak = uyardı uyarıyor uyarısında-bulundu ; ; uyaran
ss talep-etmek = talep-etti
ss savunmak = savundu savunuyor ; ; savunan
ss söz-vermek = söz-verdi
cs öne-sürmek = öne-sürdü ileri-sürdü ; ; süren
cs iddia-etmek = iddia-etti
cs suçlamak = suçladı suçluyor ; ; suçlayan
ds reddetmek = reddetti ; ; reddeden
ds yalanlamak = yalanladı ; ; yalanlayan
ds eleştirmek = eleştirdi ; ; eleştiren
ns açıklama = açıklamasını-yaptı açıklamasında-bulundu
ns ifade-kullanmak = ifadelerini-kullandı ifadesini-kullandı
ns yanıt-vermek = yanıtını-verdi cevabını-verdi
ds kabul-etmek = kabul-etti
ns dile-getirmek = dile-getirdi dile-getiriyor
nm nitelemek = niteledi nitelendirdi ; ; niteleyen
nm adlandırmak = adlandırdı ; ;
"""

NL = """
ns zeggen = zegt zei / zeggen zeiden ; gezegd
ns vertellen = vertelt vertelde / vertellen vertelden ; verteld
ns verklaren = verklaart verklaarde / verklaren verklaarden ; verklaard
ns melden = meldt meldde / melden meldden ; gemeld
ns mededelen = deelt+mee deelde+mee / delen+mee deelden+mee ; meegedeeld
ns laten-weten = laat+weten liet+weten / laten+weten lieten+weten
ns antwoorden = antwoordt antwoordde / antwoorden antwoordden ; geantwoord
ns vragen = vraagt vroeg / vragen vroegen ; gevraagd
ns schrijven = schrijft schreef / schrijven schreven ; geschreven
ns uitleggen = legt+uit legde+uit / leggen+uit legden+uit ; uitgelegd
ns toelichten = licht+toe lichtte+toe / lichten+toe lichtten+toe ; toegelicht
ns reageren = reageert reageerde / reageren reageerden ; gereageerd
ns vinden = vindt vond / vinden vonden
ns denken = denkt dacht / denken dachten
ns menen = meent meende / menen meenden
ns geloven = gelooft geloofde / geloven geloofden
ns opmerken = merkt+op merkte+op / merken+op merkten+op ; opgemerkt
ns constateren = constateert constateerde / constateren constateerden ; geconstateerd
ns aankondigen = kondigt+aan kondigde+aan / kondigen+aan kondigden+aan ; aangekondigd
ns bekendmaken = maakt+bekend maakte+bekend / maken+bekend maakten+bekend ; bekendgemaakt
ns berichten = bericht berichtte / berichten berichtten
ns beschrijven = beschrijft beschreef / beschrijven beschreven
ns herinneren = herinnert herinnerde / herinneren herinnerden
ns hopen = hoopt hoopte / hopen hoopten
ns betreuren = betreurt betreurde / betreuren betreurden
ns roepen = roept riep / roepen riepen ; geroepen
ns schreeuwen = schreeuwt schreeuwde / schreeuwen schreeuwden
ns fluisteren = fluistert fluisterde / fluisteren fluisterden
ns grappen = grapt grapte / grappen grapten
ns concluderen = concludeert concludeerde / concluderen concludeerden ; geconcludeerd
ns oordelen = oordeelt oordeelde / oordelen oordeelden ; geoordeeld
ns voorspellen = voorspelt voorspelde / voorspellen voorspelden ; voorspeld
ns verwachten = verwacht verwachtte / verwachten verwachtten
ns vrezen = vreest vreesde / vrezen vreesden
ns adviseren = adviseert adviseerde / adviseren adviseerden ; geadviseerd
ns twitteren = twittert twitterde / twitteren twitterden ; getwitterd
ns benoemen = benoemt benoemde / benoemden
ns formuleren = formuleert formuleerde / formuleerden
ns spreken = spreekt sprak / spreken spraken ; gesproken
ns citeren = citeert citeerde / citeren citeerden ; geciteerd
ns klagen = klaagt klaagde / klagen klaagden ; geklaagd
ns prijzen = prijst prees / prijzen prezen ; geprezen
ns bekennen = bekent bekende / bekennen bekenden ; bekend
ns onthullen = onthult onthulde / onthullen onthulden ; onthuld
ns bevestigen = bevestigt bevestigde / bevestigen bevestigden ; bevestigd
na toevoegen = voegt+toe voegde+toe / voegen+toe voegden+toe ; toegevoegd
na vervolgen = vervolgt vervolgde / vervolgen vervolgden ; vervolgd
na aanvullen = vult+aan vulde+aan / vullen+aan vulden+aan ; aangevuld
na besluiten = besluit besloot / besluiten besloten
ss benadrukken = benadrukt benadrukte / benadrukken benadrukten ; benadrukt
ss onderstrepen = onderstreept onderstreepte / onderstrepen onderstreepten ; onderstreept
ss verzekeren = verzekert verzekerde / verzekeren verzekerden ; verzekerd
ss waarschuwen = waarschuwt waarschuwde / waarschuwen waarschuwden ; gewaarschuwd
ss eisen = eist eiste / eisen eisten ; geëist
ss beloven = belooft beloofde / beloven beloofden ; beloofd
ss herhalen = herhaalt herhaalde / herhalen herhaalden ; herhaald
ss bezweren = bezweert bezwoer / bezwoeren
cs beweren = beweert beweerde / beweren beweerden ; beweerd
cs stellen = stelt stelde / stellen stelden ; gesteld
cs betogen = betoogt betoogde / betogen betoogden ; betoogd
cs suggereren = suggereert suggereerde / suggereren suggereerden ; gesuggereerd
cs beschuldigen = beschuldigt beschuldigde / beschuldigden ; beschuldigd
cs vermoeden = vermoedt vermoedde / vermoeden vermoedden
ds toegeven = geeft+toe gaf+toe / geven+toe gaven+toe ; toegegeven
ds erkennen = erkent erkende / erkennen erkenden ; erkend
ds ontkennen = ontkent ontkende / ontkennen ontkenden ; ontkend
ds tegenspreken = spreekt+tegen sprak+tegen ; tegengesproken
ds betwijfelen = betwijfelt betwijfelde / betwijfelden
ds bekritiseren = bekritiseert bekritiseerde / bekritiseerden ; bekritiseerd
nm noemen = noemt noemde / noemen noemden ; genoemd
nm omschrijven = omschrijft omschreef / omschreven
nm bestempelen = bestempelt bestempelde / bestempelden ; bestempeld
nm typeren = typeert typeerde / typeerden ; getypeerd
"""
UK = """
ns сказати = сказав скаже
ns казати = казав каже
ns говорити = говорив говорить
ns розповісти = розповів
ns розповідати = розповідав розповідає
ns повідомити = повідомив
ns повідомляти = повідомляв повідомляє
ns пояснити = пояснив
ns пояснювати = пояснював пояснює
ns зазначити = зазначив
ns зазначати = зазначав зазначає
ns відзначити = відзначив
ns відзначати = відзначає
ns зауважити = зауважив
ns зауважувати = зауважує
ns запитати = запитав
ns спитати = спитав
ns питати = питає
ns відповісти = відповів
ns відповідати = відповідає
ns написати = написав
ns писати = писав пише
ns уточнити = уточнив
ns уточнювати = уточнює
ns прокоментувати = прокоментував
ns коментувати = коментує
ns вважати = вважав вважає
ns думати = думав думає
ns вірити = вірить
ns нагадати = нагадав
ns нагадувати = нагадує
ns вказати = вказав
ns вказувати = вказує
ns оголосити = оголосив
ns оголошувати = оголошує
ns зізнатися = зізнався зізнається
ns поділитися = поділився
ns згадати = згадав
ns згадувати = згадує
ns пожартувати = пожартував
ns крикнути = крикнув
ns вигукнути = вигукнув
ns прошепотіти = прошепотів
ns описати = описав
ns описувати = описує
ns прогнозувати = прогнозував прогнозує
ns висловитися = висловився
ns висловити = висловив
ns рекомендувати = рекомендував рекомендує
ns радити = радить
ns запропонувати = запропонував
ns просити = просив просить
ns попросити = попросив
ns сподіватися = сподівався сподівається
ns побоюватися = побоюється
ns скаржитися = скаржився скаржиться
ns заперечити = заперечив
ns інформувати = інформує
ns констатувати = констатував констатує
ns оцінити = оцінив
ns цитувати = цитує
ns переконаний = переконує
na додати = додав
na додавати = додавав додає
na продовжити = продовжив
na продовжувати = продовжує
na підсумувати = підсумував
na доповнити = доповнив
ss заявити = заявив
ss заявляти = заявляв заявляє
ss підкреслити = підкреслив
ss підкреслювати = підкреслює
ss наголосити = наголосив
ss наголошувати = наголошує
ss наполягати = наполягав наполягає
ss запевнити = запевнив
ss запевняти = запевняє
ss пообіцяти = пообіцяв
ss обіцяти = обіцяє
ss вимагати = вимагав вимагає
ss попередити = попередив
ss попереджати = попереджає
ss застерегти = застеріг
ss закликати = закликав закликає
cs стверджувати = стверджував стверджує
cs звинуватити = звинуватив
cs припустити = припустив
cs припускати = припускає
ds визнати = визнав
ds визнавати = визнає
ds заперечувати = заперечував заперечує
ds спростувати = спростував
ds критикувати = критикував критикує
ds розкритикувати = розкритикував
ds сумніватися = сумнівається
nm назвати = назвав
nm називати = називав називає
nm охарактеризувати = охарактеризував
"""


def _romance(endings: dict[str, tuple[str, str, str]]) -> Callable[[str], Iterator[Form]]:
    """Forms by the last letters of the infinitive: singular, plural, participles."""

    def forms(lemma: str) -> Iterator[Form]:
        lemma = lemma.removesuffix("se")
        for ending, (one, many, past) in endings.items():
            if lemma.endswith(ending):
                stem = lemma.removesuffix(ending)
                yield from ((stem + e, "finite", "s", "", "") for e in one.split())
                yield from ((stem + e, "finite", "p", "", "") for e in many.split())
                yield from ((stem + e, "participle", "", "", "") for e in past.split())
                return

    return forms


def _german(lemma: str) -> Iterator[Form]:
    stem = lemma.removesuffix("en") if lemma.endswith("en") else lemma.removesuffix("n")
    link = "e" if stem[-1] in "td" or stem.endswith("gn") else ""
    unstressed = lemma.startswith(("be", "ver", "er", "ent", "zer", "unter"))
    part = stem if lemma.endswith("ieren") or unstressed else f"ge{stem}"
    yield (f"{stem}{link}t", "finite", "s", "", "")
    yield (f"{stem}{link}te", "finite", "s", "", "")
    yield (lemma, "finite", "p", "", "")
    yield (f"{stem}{link}ten", "finite", "p", "", "")
    yield (f"{part}{link}t", "participle", "", "", "")


def _gerunds(code: str, found: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Forms that share the sentence's subject ("calling it …"), or agree, from those there are."""
    for form, lemma, kind, use, shape, number, *_ in found:
        stem = ""
        if code in ("es", "pt", "it") and shape == "finite" and number == "s":
            ways = {"es": ("aba", "ía"), "pt": ("ava", "ia"), "it": ("ava", "eva")}[code]
            if form.endswith(ways[0]):
                stem = form.removesuffix(ways[0]) + "ando"
            elif form.endswith(ways[1]) and code == "es":
                stem = form.removesuffix("ía") + "iendo"
            elif form.endswith(ways[1]):
                stem = form.removesuffix(ways[1]) + ("indo" if lemma.endswith("ir") else "endo")
            if code == "it" and form.endswith("iva"):
                stem = form.removesuffix("iva") + "endo"
        elif code == "fr" and form.endswith("ait") and shape == "finite":
            stem = form.removesuffix("ait") + "ant"
        elif code == "ru" and form.endswith("л") and shape == "finite":
            stem = form.removesuffix("л") + "в"
        elif code == "uk" and form.endswith("ть") and number == "p":
            stem = form.removesuffix("ть") + "чи"
        elif code == "pl" and form.endswith("ą") and number == "p":
            stem = form + "c"
        if stem:
            yield (stem, lemma, kind, use, "gerund", "", "", "")
        if code in AGREEING and shape == "participle" and use == "naming":
            for old, new in AGREEING[code]:
                if form.endswith(old):
                    yield (form.removesuffix(old) + new, lemma, kind, use, shape, number, "", "")
        if code == "ru" and number == "p" and form.endswith(("ют", "ят")):
            yield (form[:-2] + "я", lemma, kind, use, "gerund", "", "", "")


def _stated(code: str, forms: str) -> Iterator[Form]:
    finite, *rest = forms.split(";")
    one, _, many = finite.partition("/")
    for number, words in (("s", one), ("p", many)):
        for word in words.split():
            form, _, particle = word.partition("+")
            yield from _expanded(code, form, number, particle.replace(",", " "))
            if code == "de" and particle in SEPARABLE and "-" not in form:
                yield (particle + form, "finite", number, "", "")  # "wie Kim mitteilte"
    for shape, words in zip(("participle", "relative"), rest, strict=False):
        for word in words.split():
            yield (word, shape, "", "", "")


def _expanded(code: str, form: str, number: str, particle: str) -> Iterator[Form]:
    """Slavic pasts in both genders and the plural, Slavic and Turkish plurals of the present."""
    if code == "ru":
        yield from _russian(form)
    elif code == "uk":
        yield from _ukrainian(form)
    elif code == "pl":
        yield from _polish(form)
    elif code == "tr":
        yield (form.replace("-", " "), "finite", "s", "", "")
        if form[-2:] in ("dı", "di", "du", "dü", "tı", "ti", "tu", "tü"):  # what one was told
            past = (
                form.replace("-", " ")[:-2]
                + "m"
                + {"ı": "ı", "i": "i", "u": "u", "ü": "ü"}[form[-1]]
                + "ş"
            )
            yield (past, "finite", "s", "", "")
            yield (past + ("t" + form[-1]), "finite", "s", "", "")
        if form[-1] in "ıiuü":
            yield (
                form.replace("-", " ") + ("ler" if form[-1] in "iü" else "lar"),
                "finite",
                "p",
                "",
                "",
            )
    else:
        yield (form.replace("-", " "), "finite", number, "", particle)


def _russian(form: str) -> Iterator[Form]:
    if form.endswith(("лся",)):
        stem = form.removesuffix("ся")
        yield (form, "finite", "s", "m", "")
        yield (stem + "ась", "finite", "s", "f", "")
        yield (stem + "ись", "finite", "p", "", "")
    elif form.endswith("л") or form in ("произнёс", "произнес", "отверг", "опроверг"):
        stem = form if form.endswith("л") else form + "л"
        yield (form, "finite", "s", "m", "")
        yield (stem.replace("ёсл", "есл") + "а", "finite", "s", "f", "")
        yield (stem.replace("ёсл", "есл") + "и", "finite", "p", "", "")
    else:
        yield (form, "finite", "s", "", "")
        for one, many in (
            ("ется", "ются"),
            ("ит", "ят"),
            ("ится", "ятся"),
            ("пишет", "пишут"),
            ("ет", "ют"),
            ("ёт", "ют"),
        ):
            if form.endswith(one):
                yield (form.removesuffix(one) + many, "finite", "p", "", "")
                break


def _ukrainian(form: str) -> Iterator[Form]:
    past = form.removesuffix("ся")
    if past.endswith(("в", "іг")):
        stem, back = past.removesuffix("в"), "ся" if past != form else ""
        stem = stem.replace("стеріг", "стерег")
        yield (form, "finite", "s", "m", "")
        yield (f"{stem}ла{back}", "finite", "s", "f", "")
        yield (f"{stem}ли{back}", "finite", "p", "", "")
        return
    yield (form, "finite", "s", "", "")
    for one, many in (
        ("ється", "ються"),
        ("иться", "яться"),
        ("ить", "ять"),
        ("пише", "пишуть"),
        ("каже", "кажуть"),
        ("є", "ють"),
    ):
        if form.endswith(one):
            yield (form.removesuffix(one) + many, "finite", "p", "", "")
            break


def _polish(form: str) -> Iterator[Form]:
    if form.endswith("ł"):
        stem = form.removesuffix("ł")
        yield (form, "finite", "s", "m", "")
        yield (
            stem.replace("ął", "ęł").removesuffix("ą") + ("ę" if stem.endswith("ą") else "") + "ła",
            "finite",
            "s",
            "f",
            "",
        )
        plural = stem.removesuffix("a") + "e" if stem.endswith(("dzia", "mnia")) else stem
        plural = plural.removesuffix("ą") + "ę" if plural.endswith("ą") else plural
        yield (plural + "li", "finite", "p", "", "")
    elif form.endswith("my"):
        yield (form, "finite", "", "", "")
    else:
        yield (form, "finite", "s", "", "")
        if form.endswith("i"):
            yield (
                form.removesuffix("i") + ("ią" if form[-2] in "wb" else "ą")
                if form != "mówi"
                else "mówią",
                "finite",
                "p",
                "",
                "",
            )
        else:
            plural = form.removesuffix("e") if form.endswith("e") else form + "j"
            yield (plural + "ą", "finite", "p", "", "")


RULES: dict[str, tuple[str, Callable[[str], Iterator[Form]]]] = {
    "es": (ES, _romance({
        "ar": ("a ó aba ará", "an aron aban", "ado"),
        "er": ("e ió ía", "en ieron ían", "ido"),
        "ir": ("e ió ía", "en ieron ían", "ido"),
    })),
    "pt": (PT, _romance({
        "ar": ("a ou ava ará", "am aram avam", "ado"),
        "er": ("e eu ia", "em eram iam", "ido"),
        "ir": ("e iu ia", "em iram iam", "ido"),
    })),
    "it": (IT, _romance({
        "iare": ("ia iò iava", "iano iarono iavano", "iato"),
        "are": ("a ò ava", "ano arono avano", "ato"),
        "ere": ("e eva", "ono evano", "uto"),
        "ire": ("e ì iva", "ono irono ivano", "ito"),
    })),
    "fr": (FR, _romance({
        "érer": ("ère éra érait", "èrent érèrent éraient", "éré"),
        "éler": ("èle éla élait", "èlent élèrent élaient", "élé"),
        "éter": ("ète éta était", "ètent étèrent étaient", "été"),
        "éguer": ("ègue égua éguait", "èguent éguèrent", "égué"),
        "eler": ("elle ela elait", "ellent elèrent elaient", "elé"),
        "ncer": ("nce nça nçait", "ncent ncèrent nçaient", "ncé"),
        "ger": ("ge gea geait", "gent gèrent geaient", "gé"),
        "er": ("e a ait", "ent èrent aient", "é"),
        "ir": ("it issait", "issent issaient", "i"),
    })),
    "de": (DE, _german),
    "ru": (RU, lambda _: iter(())),
    "pl": (PL, lambda _: iter(())),
    "tr": (TR, lambda _: iter(())),
    "nl": (NL, lambda _: iter(())),
    "uk": (UK, lambda _: iter(())),
}  # fmt: skip


def rows(code: str) -> Iterator[tuple[str, ...]]:
    """All forms of one language: form, lemma, class, use, shape, number, gender, particle."""
    listed, regular = RULES[code]
    for line in filter(None, listed.splitlines()):
        kind, use = KINDS[line[0]], USES[line[1]]
        if line[2] == ":":
            for lemma in line[3:].split():
                for form, *rest in regular(lemma):
                    yield (form, lemma.removesuffix("se"), kind, use, *rest)
        else:
            lemma, _, forms = line[2:].partition("=")
            for form, *rest in _stated(code, forms):
                yield (form, lemma.strip().replace("-", " "), kind, use, *rest)


def main() -> None:
    for code in RULES:
        found: dict[str, tuple[str, ...]] = {}
        listed = list(rows(code))
        for row in [*listed, *_gerunds(code, listed)]:
            if (
                row[0] not in found
                or row[3] == "naming" != found[row[0]][3]
                or row[4] == "finite" != found[row[0]][4]
            ):
                found[row[0]] = row
            elif row[4:6] == found[row[0]][4:6] and row[7] != found[row[0]][7]:
                both = found[row[0]][7], row[7]  # "gab … an", "gab … bekannt"; one without wins
                found[row[0]] = (*found[row[0]][:7], " ".join(both) if all(both) else "")
        path = FOLDER / code / "reporting_verbs.csv"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow("form lemma class use shape number gender particle".split())  # noqa: SIM905
            writer.writerows(sorted(found.values()))
        print(code, len({row[1] for row in found.values()}), "lemmas,", len(found), "forms")


if __name__ == "__main__":
    main()
