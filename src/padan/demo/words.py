"""The words that invented people are named with, most frequent first; frequencies follow a Zipf-like law.

Common Indonesian and Jambi-Malay given names, the long tail made by joining stems and endings. Nobody real is meant.
"""

from itertools import product


def listed(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


MALE = listed("""
Andi Budi Agus Rudi Hendra Dedi Yanto Eko Joko Slamet Zulkifli Hasan Husin Ismail Ibrahim Yusuf Umar Usman Ali Amir
Syamsul Syafrizal Samsul Bahri Saiful Rizki Fajar Aditya Dimas Arif Irwan Iwan Ridwan Darmawan Hermansyah Indra Firman
Ferdi Doni Dodi Toni Roni Joni Heri Hendri Feri Yudi Rahmat Hidayat Taufik Fauzi Fadli Fahmi Iqbal Ilham Irfan Ikhsan
Idris Ilyas Ishak Yakub Daud Sulaiman Musa Harun Yunus Zakaria Yahya Adam Idham Azhar Anwar Ansori Asnawi Aswan Azwar
Bambang Bayu Beni Candra Chairul Dani Darwin Edi Effendi Efrizal Erwin Fikri Gilang Gunawan Guntur Hadi Hafiz Hairul
Hakim Halim Hamdan Hamid Hamzah Hanafi Hariadi Haris Haryanto Hasbi Hasanuddin Helmi Herman Heru Ihsan Imam Imron
Iskandar Jamal Jamaluddin Jefri Johan Junaidi Kamaruddin Karim Kasim Khairul Kurnia Kurniawan Lukman Mahmud Mansur
Marwan Maulana Mukhlis Mukhtar Mulyadi Mulyono Mursalin Musliadi Mustafa Nasir Nasrul Nazar Nopri Nugroho Oktavianus
Pandu Parman Paimin Poniman Prasetyo Putra Raihan Rahman Ramadhan Ramli Rasyid Reza Riko Rinaldi Rio Riswan Riyadi
Robi Rohim Romi Roslan Rusdi Rusli Rustam Sabar Sabri Safri Said Saleh Salim Samsudin Sandi Santoso Saparudin Satria
Sigit Soleh Subagio Subhan Sudirman Sugeng Sugiono Suhaimi Suhardi Sukardi Sukirman Sulaimi Sumarno Supardi Supriadi
Suparman Surya Susanto Sutrisno Suwandi Syahrial Syahril Syahrul Syaiful Syarif Syukri Tarmizi Teguh Tri Wahyu Wahyudi
Warsito Wawan Wibowo Widodo Yahman Yasin Yanuar Yoga Yogi Yopi Yulianto Zainal Zainuddin Zaki Zamzami Zulfikar Zulfan
Zulham Zulkarnain Zuhri Abidin Afrizal Alamsyah Alfian Aldi Alim Alwi Aman Amin Amrizal Anang Anton Apriadi Aprizal
Ardi Ardiansyah Ari Aris Armen Arman Asep Asril Aziz Badri Bahar Bakri Basri Basuki Burhan Burhanuddin Cahyo Darman
Darmin Darsono Datuk Deni Derry Dian Didi Dwi Eddy Elvis Endang Engkos Fakhri Fandi Fathur Fendi Fuad Gatot Ginting
Hambali Hasim Herdi Hilman Ibnu Idrus Imran Irsyad Jafar Jaka Jalaluddin Jarot Jaya Jumadi Kadir Kemas Kholid Kiagus
Lutfi Madi Makmur Masagus Mat Muslim Muhidin Munir Mursid Nanang Nawawi Novrizal Nurdin Okta Pairin Panji Ponidi Qodir
Radit Raden Rafi Rendi Restu Ricky Rivaldo Rofik Rozali Sahar Sahrul Sarbini Sarwono Sazali Sofyan Suci Sudarman Sukri
Supri Syakban Syamsir Syamsuri Tamrin Thamrin Tono Tukiman Untung Utoyo Vino Wardi Yamin
""")
FEMALE = listed("""
Dewi Sri Rina Rini Yuli Yanti Wati Lina Susi Ratna Fitri Maya Indah Nurhayati Nuraini Rosmiati Rosdiana Halimah Aminah
Fatimah Khadijah Aisyah Zainab Zubaidah Maryam Mariam Asmah Asnah Hasnah Rohana Rohani Rohima Romlah Rukiah Saidah
Salbiah Salmah Samsiah Saripah Sarinah Siti Sumiati Suryani Susanti Sulastri Tuti Umi Wahyuni Warsini Winarti Yulia
Yuliana Yulianti Yusnita Zahra Zuraida Zurida Ani Anita Aprilia Ayu Bunga Cahaya Citra Desi Desmawati Dian Diana Dina
Eka Elis Elly Elvi Endang Eni Erlina Erna Erni Ernawati Eva Evi Farida Febri Fera Gusti Hafsah Handayani Hartati
Hartini Hasanah Herlina Herawati Hidayah Ida Intan Ira Irma Irmawati Isnaini Juariah Jumiati Juniarti Kartika Kartini
Kasmawati Komariah Kurniasih Kurniati Laila Lasmi Latifah Leni Lestari Lia Lili Lilis Lisnawati Lusi Mahdalena Marlina
Marni Martini Masitah Mastura Maimunah Megawati Meli Melati Mega Mimi Minarti Misnah Monalisa Mulyani Muliati Murni
Murniati Nadia Nani Neli Nelly Neneng Nia Nila Nina Ningsih Nita Nova Novita Nurbaiti Nurlaila Nurlela Nurjanah
Nurmala Nursiah Oktavia Paini Partini Permata Poniyem Puji Puspita Putri Rahayu Rahma Rahmawati Ramlah Rani Rara Ria
Rika Rita Riska Rosa Rosita Rosmala Rosnah Rusmini Sakinah Salamah Samini Santi Sapiah Sari Sariah Septi Silvia Sinta
Soleha Sofia Sopiah Suhartini Sukma Sulami Sumarni Sunarti Suparmi Supiah Surtini Suwarni Syafitri Syamsiar Tati Tika
Tina Titin Tri Tumini Ulfa Umayah Vera Vina Vivi Wagiyem Wardah Widia Wiwin Wulan Yani Yeni Yessi Yetti Yola Yuni
Yunita Yusmaniar Zaleha Zaitun Zakiah Zulaikha Zulfa Zuriah Aida Ainun Alfiah Alya Amelia Ami Anggraini Anisa Arini
Asiah Asma Asmawati Astuti Azizah Badriah Basariah Cici Cindy Darmawati Darni Delima Devi Dahlia Dwi Elmi Emilia Eliza
Fauziah Fira Gita Hadijah Hamidah Hanifah Hayati Helmi Hera Hesti Ilmi Iin Ijah Inayah Islamiah Jamilah Jannah Juminah
Juwita Karmila Khairani Khairunnisa Kiki Lailatul Linda Luluk Maisaroh Maemunah Mardiana Marhamah Mariana Maslina
Mawar Meiliza Mutia Mutmainah Nafisah Nadira Nasywa Nikmah Nurul Nyimas Pipit Qomariah Rabiah Raudah Refi Resti Retno
Rizka Robiah Rodiah Rogayah Rugayah Rubiah Safira Salsabila Samiah Selvi Sawiyah Sumini Syarifah Tasya
""")
MALE_LAST = listed("""
Saputra Pratama Hidayat Setiawan Wijaya Kurniawan Firmansyah Ramadhan Nasution Siregar Harahap Lubis Hasibuan Gunawan
Wibowo Santoso Susanto Nugroho Hermawan Irawan Darmawan Permana Putra Syahputra Maulana Rahman Hakim Fadillah Akbar
Sanjaya Utama Perdana Purnama Prayogo Prasetya Kusuma Wicaksono Hardianto Suryadi Mulyadi Supriyadi Riyanto Hartono
Sihombing Simanjuntak Sitompul Tanjung Chaniago Koto Sikumbang Piliang Marbun Manurung Situmorang Pasaribu Panjaitan
Effendi Usman Abdullah Ibrahim Ismail Hasan Ali Umar Yusuf Amin Arifin Abidin Efendi Iskandar Zulkarnain Syah Alamsyah
Mahendra Anugrah Wahyudi Ramli Basri Thaib Zain Anwar Sulaiman Jamil Nasir Fauzan Rizal Ikhwan Kamil Hanafiah Lazuardi
""")
FEMALE_LAST = listed("""
Sari Wati Lestari Wulandari Rahayu Handayani Puspita Anggraini Safitri Permata Utami Susanti Yanti Kusuma Maharani
Dewi Putri Astuti Ningsih Fitriani Hasanah Hayati Aini Jannah Khasanah Nurhaliza Oktaviani Pratiwi Purnama Ramadhani
Rahmi Yulianti Yuliana Fadillah Melati Indriani Kartika Hartati Suryani Mulyani Agustina Aprilia Febrianti Marlina
Novitasari Siregar Nasution Harahap Lubis Tanjung Sihombing Simanjuntak Simbolon Sinaga Hasibuan Rosdiana Zahara Aulia
Nabila Salsabila Amalia Azzahra Khairunnisa Humaira Mahmudah Rohmah Mutiara Cahyani Ananda Oktarina Damayanti Marsela
""")
ABDUL_SECOND = listed("""
Rahman Rahim Aziz Karim Kadir Hamid Halim Malik Gani Wahab Latif Rasyid Salam Majid Muis Rozak Somad Manan Hakim Basir
Jalil Khalik Razak Rauf Samad Syukur Wahid Mutalib Murad Haris
""")
NUR_SECOND = listed("""
Hayati Aini Halimah Baiti Laila Jannah Asiah Hasanah Hidayah Mala Azizah Fadilah Kholifah Lela Cahaya Aisyah Fitri
Syamsi Janah Hasnah Maya Afni Zahra Habibah Salamah
""")
MALE_STEMS = listed("""
Suhar Sugi Suma Supar Wahyu Hari Budi Hendri Febri Apri Juni Okta Novri Yuli Agus Sept Edri Afri Andri Candri Deri
Efri Fadri Gusri Hermi Ilmi Jufri Kasmi Lasmi Madri Nasri Pardi Rasmi Sabri Tasri Usmi Wardi Yasri Zamri Darma Surya
Tirta Wira Jaya Karta Marta Sastra Prawira Kusna Rusma Tarma Warna Yusna Zulfi Zulhe Syafri Syahri Syamri Almu Baha
Fakhru Jama Kama Nuru Saha Tajo Waha Hafi Mahfu Masru
""")
MALE_ENDINGS = listed("""
di no ono man wan to anto yanto adi syah zal ansyah udin alis ardi ison
""")
FEMALE_STEMS = listed("""
Sulas Sumar Supar Wahyu Hari Budi Hendri Febri Apri Juni Okta Novri Yuli Agus Sept Desmi Elmi Erma Fitri Hasna Ismi
Jusma Kasma Lasmi Masni Nelmi Osmi Pusna Rosma Sasmi Tasmi Usmi Warni Yasni Zuhai Zurai Darma Surya Tirta Wira Jasma
Kusma Marwa Nurma Nurha Nurli Nurza Rusma Tarmi Yusma Zulai Asma Asni Basmi Dasmi Farha Halma Khairu
""")
FEMALE_ENDINGS = listed("""
ni ti wati yati yanti ningsih na niar ana lia yani dah sih tini nita
""")


def tail(stems: list[str], endings: list[str], known: list[str]) -> list[str]:
    """Rare words made of a stem and an ending, in a fixed order that mixes the stems, none that is already known."""
    seen = {word.lower() for word in known}
    made = [stem + ending for ending, stem in product(endings, stems)]
    return [word for word in dict.fromkeys(made) if word.lower() not in seen]


MALE_ALL: tuple[str, ...] = tuple(dict.fromkeys(MALE + tail(MALE_STEMS, MALE_ENDINGS, MALE)))
FEMALE_ALL: tuple[str, ...] = tuple(dict.fromkeys(FEMALE + tail(FEMALE_STEMS, FEMALE_ENDINGS, FEMALE)))
MALE_SECOND: tuple[str, ...] = tuple(dict.fromkeys(MALE_LAST + MALE[:260]))
FEMALE_SECOND: tuple[str, ...] = tuple(dict.fromkeys(FEMALE_LAST + FEMALE[:260]))

TOWNS: tuple[str, ...] = (
    "Jambi", "Muaro Jambi", "Muara Bulian", "Muara Tembesi", "Muara Bungo", "Bangko", "Sarolangun", "Kuala Tungkal",
    "Muara Sabak", "Sungai Penuh", "Kerinci", "Palembang", "Padang", "Bukittinggi", "Pekanbaru", "Medan", "Jakarta",
    "Bandung", "Semarang", "Solo", "Yogyakarta", "Surabaya", "Kebumen", "Cilacap", "Lampung", "Bengkulu", "Rengat",
    "Pariaman", "Payakumbuh", "Lubuk Linggau", "Sekayu", "Prabumulih", "Pematang Siantar", "Tembilahan",
    "Batusangkar",
)  # fmt: skip
STREETS: tuple[str, ...] = (
    "Kenanga", "Melati", "Mawar", "Anggrek", "Flamboyan", "Cempaka", "Dahlia", "Merpati", "Rajawali", "Elang",
    "Cendrawasih", "Rambutan", "Durian", "Manggis", "Duku", "Sawo", "Batanghari", "Berembang", "Tembesi", "Tungkal",
    "Kerinci", "Merangin", "Pattimura", "Sudirman", "Gajah Mada", "Hayam Wuruk", "Diponegoro", "Imam Bonjol",
    "Lingkar Barat", "Sumber Rejo", "Suka Damai", "Suka Maju", "Karya Bakti", "Gotong Royong", "Pancasila",
    "Bhayangkara", "Damai", "Makmur", "Sejahtera",
)  # fmt: skip
JOBS: dict[str, tuple[str, ...]] = {
    "rt": ("Wiraswasta", "Pensiunan", "Karyawan Swasta", "Buruh Harian Lepas", "Pedagang", "Mengurus Rumah Tangga"),
    "tkk": ("Tenaga Kontrak", "Petugas Kebersihan", "Staf Administrasi", "Penjaga Kantor", "Pengemudi", "Satgas"),
    "pekerja_rentan": ("Buruh Harian Lepas", "Ojek", "Tukang Parkir", "Sopir Angkot", "Pedagang Keliling", "Pemulung"),
    "miskin_ekstrem": ("Buruh Cuci", "Buruh Harian Lepas", "Pedagang Kecil", "Kuli Bangunan", "Nelayan", "Pemulung"),
}
