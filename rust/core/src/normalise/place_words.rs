//! Words that tell a place from what only shares its name.
//!
//! Small closed lists, written by hand; membership is one look-up in a set built once.

/// Prepositions and verbs of place.
pub(crate) const LOCATIVES: &str = "in at near from to outside around inside across toward towards into through throughout over \
     above northern southern eastern western central downtown north south east west reached entered \
     entering left leaving visited visiting city town village port capital region province district \
     within beyond via between surrounding besieged shelled bombed captured struck";

/// Words that stand before the name of a place and belong to it or narrow it.
pub(crate) const WIDENS: &str = "north south east west northern southern eastern western central greater upper lower new old \
     great mount lake fort port saint st camp occupied mainland metropolitan downtown inner outer \
     rural the republic state kingdom gulf arab soviet communist democratic northeastern northwestern \
     southeastern southwestern northeast northwest southeast southwest city province governorate \
     region district in on at near from to and of after meanwhile when while but as with for since \
     both between around outside";

/// What follows the name of a place in the name of a paper, a treaty, a club.
pub(crate) const THINGS: &str = "post times tribune globe herald agreement agreements accord accords convention conventions \
     protocol protocols treaty examiner independent chronicle gazette journal observer review \
     exchange pact declaration process format formula syndrome university united wanderers rovers fc \
     mail mirror telegraph express today daily weekly news principles memorandum communique plan \
     group club street avenue road boulevard square consensus rules institute college school hotel \
     marathon derby philharmonic orchestra symphony festival";

/// Those of them that are no less a name in small letters: `the Minsk agreements`.
pub(crate) const DEALS: &str = "agreement agreements accord accords convention conventions protocol protocols treaty pact \
     declaration process format formula syndrome";

/// Titles before a surname.
pub(crate) const TITLES: &str = "mr mrs ms miss dr sir lord lady dame judge justice senator sen rep representative congressman \
     congresswoman governor gov president minister secretary ambassador general gen colonel col \
     captain capt major maj lieutenant lt sergeant sgt admiral commander marshal chancellor professor \
     prof king queen prince princess pope cardinal archbishop bishop father sister brother sheikh \
     sheik imam ayatollah mullah rabbi reverend rev saint san santa";

/// Common words, surnames of note and short names that are also towns of over 15,000 people.
pub(crate) const COMMON: &str = "of nice reading best mobile split same most police orange eagle independence liberty hope march \
     bath hull deal sale battle sandwich buy ours bra male along bo wa ho un as ar li sur salt van \
     batman lens tours nancy lima imam man bar ede uri una los las les the and for can but not she \
     her him his hers its our are was were be do does go so no yes we you they it is on or if an at \
     by to up us all any both each few more other some such only own than too very will just should \
     now data date central east west north south enterprise normal commerce union justice surprise \
     progress defiance harmony concord paradise plant plants beach park green brown white black young \
     king long short high low bend fall falls spring springs summer winter lake river rock stone \
     bridge ford wood woods field hill hills mountain valley forest garden gardens grand grove \
     heights home island islands key keys lance laurel lead league leader leaders lawn page pace \
     parker pearl perry piper price prince prior ridge rose royal ruby rush sage sand sanger scale \
     severn shirley show sparks star sterling store stow street sugar sun sunrise temple tiffin time \
     trinity troy valentine vale victor victory vista walker wall ward warren water waterloo wells \
     wheeling winner wise worth york general colonel major boss bell berg born bull call camp card \
     carson carter chester church clay cliff clinton coral cook cooper corner costa cotton cross \
     crown cruz dad dale dean dell den derby dish dover eden eagan early elk ever fort frank friend \
     gold golden good grace grant gray hammer harper hart heath herald hunter ife ii imp iron ivory \
     jade joy kent la lame land le lee line lincoln linden lodge love luna madison maria mars mason \
     may mead mercy mill mission moss natal nelson noble oak oakley ocean olive opera oral oxford \
     pasha patos pemba pike pine plum point pole pool powder power push quest rama ray red reed rio \
     rich robin rosa rugby russell rye salem sam samara sang sari savage sharp shelby shell shepherd \
     sherman sibu silver soledad solo son sandy storm sua surat tang teen thatcher tiger tiro tracy \
     trump tyler upland vanier villa vera wales war wayne webster wilson winters wish woodward \
     worcester wrangler yeni zion corona delta alpha beta gamma omega army navy christian muslim \
     islam sheikh republic nation state states county city town village port station airport base \
     house court law order peace security service council office board bank market school college \
     center centre america american european asian african western eastern northern southern columbus \
     jackson houston cleveland johnson nixon bush kennedy taylor anderson thomas martin davis allen \
     marshall mitchell morris murray nash norman owen palmer patterson quincy randall roy sanford \
     scott spencer stewart stuart sullivan turner vincent wallace watson weston whitney williams \
     wright hassan ali ahmed mohammed mohamed hussein hasan osman omar saleh karim rahman aziz nasser \
     sultan malik mansour bari haji said safi amir amin habib ibrahim ismail jalal jamal kamal khan \
     khalid latif mahmoud mustafa najib nawaz omari qasim rashid reza sadiq salman shah singh sharif \
     tahir tariq usman yusuf zahir zaman university";

/// Given names that are places too, or that show that a place's name after them is a surname.
pub(crate) const GIVEN: &str = "jordan chad georgia paris austin sydney florence victoria charlotte dallas israel kenya india \
     savannah madison lincoln carolina valencia lourdes diego santiago vienna siena chelsea brooklyn \
     adelaide alexandria helena george michael jack john james robert william david richard joseph \
     thomas charles christopher daniel matthew anthony mark donald steven paul andrew joshua kenneth \
     kevin brian edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen \
     larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick dennis jerry \
     tyler aaron jose adam nathan henry douglas zachary peter kyle walter ethan jeremy harold keith \
     christian roger noah gerald carl terry sean arthur lawrence jesse dylan bryan joe billy bruce \
     albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis bobby \
     philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa \
     nancy betty margaret sandra ashley kimberly emily donna michelle carol amanda dorothy melissa \
     deborah stephanie rebecca sharon laura cynthia kathleen amy angela shirley anna brenda pamela \
     emma nicole helen samantha katherine christine debra rachel carolyn janet catherine maria \
     heather diane ruth julie olivia joyce virginia kelly lauren christina joan evelyn judith megan \
     andrea cheryl hannah jacqueline martha gloria teresa ann sara kathryn janice jean alice abigail \
     sophia grace judy theresa denise doris marilyn danielle beverly isabella diana natalie brittany \
     jane lloyd denzel antony vladimir sergei sergey dmitry dmitri dmytro mikhail mykhailo mikhailo \
     volodymyr oleksandr oleksiy oleksii alexei aleksei ivan yuri yuriy viktor andriy andrei nikolai \
     igor ihor petro pavel pavlo oleg oleh boris yulia olena olga natalia svetlana tatiana lyudmila \
     ludmila olha oksana anastasia yekaterina ekaterina irina iryna galina valentina konstantin \
     vladislav stanislav vyacheslav maksim maxim denis denys roman anton mohammed mohammad muhammad \
     mohamed ahmed ahmad mahmoud mustafa ali hassan hussein abdul abdullah omar khaled khalid ibrahim \
     yousef yusuf ismail bashar hamid karim saleh tariq walid ziad fatima aisha yair naftali ehud \
     ariel shimon avigdor yitzhak recep tayyip mevlut emmanuel francois nicolas olaf gerhard wolfgang \
     hans klaus jens anders lars erik giuseppe mario matteo silvio luigi pedro carlos luis jorge \
     miguel rafael hugo fernando javier manuel antonio francisco narendra rahul sonia imran nawaz \
     asif pervez ashraf xi li wang zhang jin kim park lee ban shinzo fumio taro yoko aung abiy isaias \
     uhuru felix salva riek goodluck muhammadu thabo cyril nelson morgan emmerson ellen alassane \
     laurent blaise idriss moussa amadou kofi boutros fabian \
     martin simon pascal patrice joaquim jonas agostinho amilcar olusegun sani ibrahima abdoulaye \
     mamadou oumar boubacar moise etienne sassou faure gnassingbe kwame yoweri milton samora joachim \
     levy frederick bakili hastings mwai raila ahmadou juvenal pierre domitien evariste mengistu \
     meles hailemariam siad sharif farmajo muammar saif zine moncef beji habib hosni anwar gamal \
     abdelaziz lakhdar chadli houari driss moulay bachir amine michel emile elias rafik saad fouad \
     najib samir hafez riad farouk nabih nouri haider ayad jalal massoud barham muqtada ayatollah \
     akbar mahmud hashemi hamed burhanuddin gulbuddin abdur zalmay pervaiz benazir asad zulfikar \
     yousaf shahbaz chandrika mahinda gotabaya maithripala velupillai prabhakaran khaleda hasina \
     girija pushpa kamal sujata atal manmohan rajiv indira arun pranab sushma suharto megawati \
     susilo bambang joko prabowo abdurrahman mahathir goh thaksin yingluck prayuth norodom hun \
     sihanouk nguyen tran pham deng jiang wen zhu hua zhou chiang junichiro yasuo yoshihide keizo \
     ryutaro naoto roh moon yoon chung corazon fidel benigno rodrigo ferdinand ramon augusto \
     salvador alberto alejandro alvaro andres cesar cristina dilma eduardo enrique ernesto evo \
     felipe gustavo hernan jaime jair leopoldo luiz mauricio nestor oscar pablo raul ricardo roberto \
     ruben sebastian vicente violeta slobodan milan zoran vojislav radovan ratko franjo stjepan \
     alija haris biljana kiro branko hashim ramush agim fatos sali edi rexhep lech aleksander \
     jaroslaw vaclav milos gyula ferenc traian boyko petar bogdan arnold toomas vaira valdas dalia \
     algirdas lennart aleksandr alexandr anatoly yevgeny evgeny gennady leonid arkady dzhokhar aslan \
     shamil ramzan eduard mikheil zviad levon serzh heydar ilham nursultan askar saparmurat emomali \
     jacques dominique bernard alain lionel edouard helmut joschka guido bertie gerry ian tony \
     gordon rishi keir liz nigel romano lamberto mariano anibal durao costas antonis alexis yiannis \
     bulent tansu mesut suleyman turgut necmettin ahmet binali kemal selahattin colin condoleezza \
     hillary madeleine warren strobe zbigniew dick jimmy barack kamala bjorn goran margot erna kjell \
     poul helle sauli martti paavo tarja";

/// Places without a name of their own, beside those of the pack.
pub(crate) const SPOTS: &str = "north south east west northeast northwest southeast southwest centre center middle heart edge outskirts \
     suburb suburbs neighbourhoods neighborhoods villages towns cities districts provinces regions areas camps \
     mosque church temple synagogue hospital clinic school university hotel restaurant cafe market mall \
     supermarket stadium courthouse courtroom embassy consulate compound headquarters barracks checkpoint \
     checkpoints prison jail station bus train highway road bridge tunnel crossing dam factory refinery farm \
     farms hills hill mountains plateau gorge forest jungle sea ocean gulf bay strait waters lake frontier zone \
     territory territories landmark republic height heights countryside town village capital border city area";

/// Names that are affairs, not places.
pub(crate) const AFFAIRS: &str = "history war wars conflict operation uprising revolution intifada insurgency election elections referendum treaty \
     accord accords agreement resolution summit conference meeting talks day week month year century festival \
     holiday ramadan christmas easter eid agenda plan process crisis massacre genocide holocaust olympics cup";
