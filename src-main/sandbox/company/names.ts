/** Common Japanese names: written form, katakana, and spelling in addresses. Frequent family names come first. */
export interface NamePart {
  readonly written: string;
  readonly kana: string;
  readonly latin: string;
}

const parse = (table: string): readonly NamePart[] =>
  table
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [written = '', kana = '', latin = ''] = entry.split('/');
      return { written, kana, latin };
    });

export const FAMILY_NAMES = parse(`
佐藤/サトウ/sato 鈴木/スズキ/suzuki 高橋/タカハシ/takahashi 田中/タナカ/tanaka 伊藤/イトウ/ito 渡辺/ワタナベ/watanabe 山本/ヤマモト/yamamoto
中村/ナカムラ/nakamura 小林/コバヤシ/kobayashi 加藤/カトウ/kato 吉田/ヨシダ/yoshida 山田/ヤマダ/yamada 佐々木/ササキ/sasaki 山口/ヤマグチ/yamaguchi
松本/マツモト/matsumoto 井上/イノウエ/inoue 木村/キムラ/kimura 林/ハヤシ/hayashi 斎藤/サイトウ/saito 清水/シミズ/shimizu
山崎/ヤマザキ/yamazaki 森/モリ/mori 池田/イケダ/ikeda 橋本/ハシモト/hashimoto 阿部/アベ/abe 石川/イシカワ/ishikawa
山下/ヤマシタ/yamashita 中島/ナカジマ/nakajima 石井/イシイ/ishii 小川/オガワ/ogawa 前田/マエダ/maeda 岡田/オカダ/okada
長谷川/ハセガワ/hasegawa 藤田/フジタ/fujita 後藤/ゴトウ/goto 近藤/コンドウ/kondo 村上/ムラカミ/murakami 遠藤/エンドウ/endo
青木/アオキ/aoki 坂本/サカモト/sakamoto 斉藤/サイトウ/saito 福田/フクダ/fukuda 太田/オオタ/ota 西村/ニシムラ/nishimura
藤井/フジイ/fujii 金子/カネコ/kaneko 岡本/オカモト/okamoto 藤原/フジワラ/fujiwara 三浦/ミウラ/miura 中野/ナカノ/nakano
原田/ハラダ/harada 松田/マツダ/matsuda 竹内/タケウチ/takeuchi 小野/オノ/ono 田村/タムラ/tamura 中山/ナカヤマ/nakayama
和田/ワダ/wada 石田/イシダ/ishida 森田/モリタ/morita 上田/ウエダ/ueda 原/ハラ/hara 内田/ウチダ/uchida
柴田/シバタ/shibata 酒井/サカイ/sakai 宮崎/ミヤザキ/miyazaki 横山/ヨコヤマ/yokoyama 高木/タカギ/takagi 安藤/アンドウ/ando
宮本/ミヤモト/miyamoto 大野/オオノ/ohno 小島/コジマ/kojima 谷口/タニグチ/taniguchi 今井/イマイ/imai 工藤/クドウ/kudo
高田/タカダ/takada 増田/マスダ/masuda 丸山/マルヤマ/maruyama 杉山/スギヤマ/sugiyama 村田/ムラタ/murata 大塚/オオツカ/otsuka
新井/アライ/arai 小山/コヤマ/koyama 平野/ヒラノ/hirano 藤本/フジモト/fujimoto 河野/コウノ/kono 上野/ウエノ/ueno
野口/ノグチ/noguchi 武田/タケダ/takeda 松井/マツイ/matsui 千葉/チバ/chiba 岩崎/イワサキ/iwasaki 菅原/スガワラ/sugawara
木下/キノシタ/kinoshita 久保/クボ/kubo 佐野/サノ/sano 野村/ノムラ/nomura 松尾/マツオ/matsuo 市川/イチカワ/ichikawa
菊地/キクチ/kikuchi 杉本/スギモト/sugimoto 古川/フルカワ/furukawa 大西/オオニシ/onishi 島田/シマダ/shimada 水野/ミズノ/mizuno
桜井/サクライ/sakurai 髙橋/タカハシ/takahashi 渡邊/ワタナベ/watanabe 山﨑/ヤマサキ/yamasaki 齋藤/サイトウ/saito 渡邉/ワタナベ/watanabe
八木/ヤギ/yagi 北川/キタガワ/kitagawa 東/アズマ/azuma 五十嵐/イガラシ/igarashi 川端/カワバタ/kawabata 𠮷田/ヨシダ/yoshida
`);

export const MALE_NAMES = parse(`
翔太/ショウタ/shota 健太/ケンタ/kenta 大輔/ダイスケ/daisuke 拓也/タクヤ/takuya 直樹/ナオキ/naoki 健一/ケンイチ/kenichi 浩/ヒロシ/hiroshi
誠/マコト/makoto 隆/タカシ/takashi 学/マナブ/manabu 亮/リョウ/ryo 剛/ツヨシ/tsuyoshi 和也/カズヤ/kazuya 達也/タツヤ/tatsuya
哲也/テツヤ/tetsuya 雄太/ユウタ/yuta 大樹/ダイキ/daiki 蓮/レン/ren 悠斗/ユウト/yuto 陽斗/ハルト/haruto 修/オサム/osamu
博之/ヒロユキ/hiroyuki 英樹/ヒデキ/hideki 正樹/マサキ/masaki 俊介/シュンスケ/shunsuke 慎一/シンイチ/shinichi 秀明/ヒデアキ/hideaki
宏/ヒロシ/hiroshi 徹/トオル/toru 聡/サトシ/satoshi 純/ジュン/jun 智也/トモヤ/tomoya 圭介/ケイスケ/keisuke 康平/コウヘイ/kohei
祐介/ユウスケ/yusuke 航/ワタル/wataru 海斗/カイト/kaito 太一/タイチ/taichi 晃/アキラ/akira 勇気/ユウキ/yuki 貴之/タカユキ/takayuki
信也/シンヤ/shinya 豊/ユタカ/yutaka 勝/マサル/masaru 清/キヨシ/kiyoshi 弘樹/ヒロキ/hiroki 裕之/ヒロユキ/hiroyuki 龍之介/リュウノスケ/ryunosuke
`);

export const FEMALE_NAMES = parse(`
陽子/ヨウコ/yoko 裕子/ユウコ/yuko 真由美/マユミ/mayumi 久美子/クミコ/kumiko 智子/トモコ/tomoko 恵/メグミ/megumi 愛/アイ/ai
美咲/ミサキ/misaki 彩/アヤ/aya 舞/マイ/mai 麻衣/マイ/mai 葵/アオイ/aoi 結衣/ユイ/yui 陽菜/ヒナ/hina 七海/ナナミ/nanami
千尋/チヒロ/chihiro 由美子/ユミコ/yumiko 幸子/サチコ/sachiko 和子/カズコ/kazuko 直美/ナオミ/naomi 香織/カオリ/kaori
絵美/エミ/emi 友美/トモミ/tomomi 早紀/サキ/saki 遥/ハルカ/haruka 優花/ユウカ/yuka 沙織/サオリ/saori 理恵/リエ/rie
亜希子/アキコ/akiko 典子/ノリコ/noriko 奈々/ナナ/nana 瞳/ヒトミ/hitomi 里奈/リナ/rina 明日香/アスカ/asuka 美穂/ミホ/miho
直子/ナオコ/naoko 涼子/リョウコ/ryoko 京子/キョウコ/kyoko 菜摘/ナツミ/natsumi 楓/カエデ/kaede さくら/サクラ/sakura ひかり/ヒカリ/hikari
`);
